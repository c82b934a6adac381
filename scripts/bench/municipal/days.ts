import type { Weights } from '../../../api/src/planner/index.ts'

/** What a day has besides skills, priorities, windows and due times, which all have. */
export type DayRule =
  | 'breaks'
  | 'loads'
  | 'overtime'
  | 'zones'
  | 'split_shifts'
  | 'published'
  | 'locks'
  | 'links'
  | 'reload'
  | 'speeds'

/** One instance of the set; the same spec on the same extract is the same problem. */
export interface DaySpec {
  name: string
  seed: number
  jobs: number
  crews: number
  rules: DayRule[]
  weights: Partial<Weights>
}

/** A second that someone waits more than others is small against a second of driving, but there are many. */
const FAIR = {
  unassigned: 500,
  lateness: 50,
  overtime: 50,
  travel: 50,
  fixed: 50,
  balance: 10,
  compactness: 5000,
  fairness: 1,
}

export const DAYS: DaySpec[] = [
  { name: 'repairs-100x5', seed: 101, jobs: 100, crews: 5, rules: ['breaks'], weights: {} },
  {
    name: 'bulky-100x8',
    seed: 102,
    jobs: 100,
    crews: 8,
    rules: ['breaks', 'loads', 'reload'],
    weights: {},
  },
  { name: 'mixed-200x10', seed: 103, jobs: 200, crews: 10, rules: ['breaks', 'overtime'], weights: {} },
  {
    name: 'bulky-200x14',
    seed: 104,
    jobs: 200,
    crews: 14,
    rules: ['breaks', 'loads', 'reload', 'speeds'],
    weights: {},
  },
  {
    name: 'zones-300x18',
    seed: 105,
    jobs: 300,
    crews: 18,
    rules: ['breaks', 'zones'],
    weights: { balance: 1, compactness: 120 },
  },
  {
    name: 'mixed-400x20',
    seed: 106,
    jobs: 400,
    crews: 20,
    rules: ['breaks', 'overtime', 'split_shifts'],
    weights: {},
  },
  {
    name: 'kept-400x22',
    seed: 107,
    jobs: 400,
    crews: 22,
    rules: ['breaks', 'published', 'locks'],
    weights: { stability: 300 },
  },
  {
    name: 'linked-400x25',
    seed: 108,
    jobs: 400,
    crews: 25,
    rules: ['breaks', 'loads', 'reload', 'links', 'locks'],
    weights: {},
  },
  {
    name: 'mixed-600x32',
    seed: 109,
    jobs: 600,
    crews: 32,
    rules: ['breaks', 'loads', 'reload', 'overtime', 'split_shifts'],
    weights: {},
  },
  {
    name: 'fair-800x42',
    seed: 110,
    jobs: 800,
    crews: 42,
    rules: ['breaks', 'zones', 'overtime'],
    weights: FAIR,
  },
  {
    name: 'mixed-1000x50',
    seed: 111,
    jobs: 1000,
    crews: 50,
    rules: ['breaks', 'loads', 'reload', 'overtime'],
    weights: {},
  },
  {
    name: 'whole-1000x50',
    seed: 112,
    jobs: 1000,
    crews: 50,
    rules: [
      'breaks',
      'loads',
      'reload',
      'overtime',
      'zones',
      'split_shifts',
      'published',
      'locks',
      'links',
      'speeds',
    ],
    weights: { ...FAIR, stability: 10_000 },
  },
]
