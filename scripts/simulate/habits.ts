/** Where a kind of fault is found, by class of street. */
export type Affinity = 'homes' | 'traffic' | 'lamps' | 'squares'

/** How a service is asked for. */
export interface Habit {
  /** of all requests, in percent; the rest of a hundred does not matter */
  share: number
  affinity: Affinity
  /** factor by month, January first; flat unless told */
  season?: readonly number[]
  /** how readily a second person reports the same fault */
  visibility: number
  /** mean follow-up faults each one sets off, and how long they take: a Hawkes process */
  excitement?: { offspring: number; days: number; meters: number }
  /** share of faults that come as a run along one street: one broken circuit */
  runs?: { share: number; meanLength: number }
  /** median time to closing as a share of the time allowed */
  pace: number
}

const summer = [0.5, 0.5, 0.7, 1, 1.3, 1.6, 1.7, 1.6, 1.4, 1, 0.7, 0.5]
const winter = [1.5, 1.4, 1.1, 0.9, 0.8, 0.7, 0.6, 0.6, 0.9, 1.1, 1.3, 1.5]
const spring = [0.6, 0.8, 1.5, 2, 1.9, 1.3, 0.8, 0.6, 0.6, 0.7, 0.7, 0.6]
const moving = [0.8, 0.8, 0.9, 1, 1.2, 1.2, 1.1, 0.9, 1.4, 1.1, 0.9, 0.9]

const bulky = { offspring: 0.45, days: 1.8, meters: 45 }
const dumping = { offspring: 0.35, days: 3, meters: 35 }

export const habits: Readonly<Record<string, Habit>> = {
  'bulky-waste': {
    share: 24,
    affinity: 'homes',
    season: moving,
    visibility: 1.3,
    excitement: bulky,
    pace: 0.7,
  },
  'street-light-fault': {
    share: 16,
    affinity: 'lamps',
    season: winter,
    visibility: 1.4,
    runs: { share: 0.45, meanLength: 5 },
    pace: 0.6,
  },
  'overflowing-bin': { share: 8, affinity: 'homes', season: summer, visibility: 1.6, pace: 0.8 },
  'broken-bin': { share: 3.5, affinity: 'homes', visibility: 0.6, pace: 0.8 },
  'street-cleaning': { share: 5.5, affinity: 'homes', visibility: 0.7, pace: 0.7 },
  rubble: { share: 3.2, affinity: 'homes', visibility: 1, excitement: dumping, pace: 0.8 },
  'garden-waste-pickup': { share: 4.5, affinity: 'homes', season: spring, visibility: 0.3, pace: 0.6 },
  'bin-washing': { share: 1.6, affinity: 'homes', season: summer, visibility: 0.4, pace: 0.7 },
  'damaged-light-pole': { share: 0.9, affinity: 'lamps', visibility: 1.2, pace: 0.6 },
  'square-lighting': { share: 1.2, affinity: 'squares', season: winter, visibility: 1.5, pace: 0.7 },
  'traffic-signal-fault': { share: 0.8, affinity: 'traffic', visibility: 3, pace: 0.4 },
  pothole: { share: 5.5, affinity: 'traffic', season: winter, visibility: 1.6, pace: 0.7 },
  'damaged-pavement': { share: 3.4, affinity: 'homes', visibility: 0.8, pace: 0.8 },
  'blocked-drain': { share: 2.2, affinity: 'traffic', season: winter, visibility: 1, pace: 0.7 },
  'missing-cover': { share: 0.8, affinity: 'traffic', visibility: 2, pace: 0.5 },
  'traffic-sign': { share: 1.6, affinity: 'traffic', visibility: 0.8, pace: 0.7 },
  'road-marking': { share: 0.7, affinity: 'traffic', visibility: 0.5, pace: 0.8 },
  'tree-pruning': { share: 3.4, affinity: 'homes', season: spring, visibility: 0.7, pace: 0.8 },
  'fallen-tree': { share: 0.8, affinity: 'homes', season: winter, visibility: 2.2, pace: 0.4 },
  weeds: { share: 1.6, affinity: 'homes', season: spring, visibility: 0.7, pace: 0.8 },
  playground: { share: 0.7, affinity: 'squares', visibility: 1, pace: 0.8 },
  'irrigation-leak': { share: 0.8, affinity: 'squares', season: summer, visibility: 1.2, pace: 0.6 },
  'abandoned-vehicle': { share: 2.2, affinity: 'homes', visibility: 0.8, pace: 0.8 },
  'pavement-occupation': { share: 1.3, affinity: 'squares', visibility: 0.8, pace: 0.7 },
  'illegal-parking': { share: 1.6, affinity: 'traffic', visibility: 0.4, pace: 0.5 },
  graffiti: { share: 0.8, affinity: 'squares', visibility: 0.5, pace: 0.8 },
  'street-furniture': { share: 0.9, affinity: 'squares', visibility: 0.6, pace: 0.8 },
  noise: { share: 0.9, affinity: 'squares', season: summer, visibility: 0.8, pace: 0.5 },
  'stray-animal': { share: 1.2, affinity: 'homes', visibility: 0.7, pace: 0.6 },
  'dead-animal': { share: 0.8, affinity: 'traffic', season: summer, visibility: 1, pace: 0.6 },
  'pest-control': { share: 1.3, affinity: 'homes', season: summer, visibility: 0.7, pace: 0.7 },
}

/** Intensity per metre of street. Classes not named have hardly any reports. */
export const intensityByClass: Readonly<Record<Affinity, Readonly<Record<string, number>>>> = {
  homes: {
    residential: 1,
    living_street: 1,
    tertiary: 0.9,
    secondary: 0.7,
    primary: 0.5,
    pedestrian: 0.7,
    unclassified: 0.6,
    service: 0.15,
    steps: 0.2,
    footway: 0.1,
  },
  traffic: {
    primary: 1.6,
    secondary: 1.5,
    tertiary: 1.3,
    residential: 0.7,
    living_street: 0.5,
    trunk: 0.4,
    unclassified: 0.7,
    pedestrian: 0.15,
  },
  lamps: {
    residential: 1,
    living_street: 1,
    tertiary: 1.1,
    secondary: 1.1,
    primary: 1,
    pedestrian: 1.2,
    unclassified: 0.7,
    steps: 0.8,
    footway: 0.3,
    service: 0.2,
  },
  squares: {
    pedestrian: 3,
    living_street: 1.3,
    footway: 1,
    steps: 0.5,
    primary: 0.5,
    secondary: 0.6,
    tertiary: 0.6,
    residential: 0.4,
  },
}

export const intensityElsewhere = 0.01
