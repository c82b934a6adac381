import { apportion } from './random.ts'

/** How much of a city's life is simulated, and how it stands at the end. */
export interface Scale {
  name: string
  days: number
  total: number
  open: number
  /** closed as the repetition of another; most duplicate reports stay open or are resolved with the fault */
  duplicate: number
  rejected: number
  notResponsible: number
  cancelled: number
  /** registered citizens who report */
  reporters: number
}

/**
 * The published figures. Aigaleo: 27,269 of 30,000 resolved, about 2,300 in progress. Athens: 647,602 requests
 * in the four years from 2019-09-01, 94 % of them (608,746) resolved. What the publications leave open is ours.
 */
export const scales = {
  aigaleo: {
    name: 'aigaleo',
    days: 420,
    total: 30_000,
    open: 2_300,
    duplicate: 251,
    rejected: 80,
    notResponsible: 60,
    cancelled: 40,
    reporters: 4_743,
  },
  athens: {
    name: 'athens',
    days: 1_461,
    total: 647_602,
    open: 6_500,
    duplicate: 22_000,
    rejected: 5_200,
    notResponsible: 3_600,
    cancelled: 1_556,
    reporters: 189_800,
  },
  /** for browser tests: a city one can take in */
  small: {
    name: 'small',
    days: 60,
    total: 1_500,
    open: 300,
    duplicate: 30,
    rejected: 12,
    notResponsible: 8,
    cancelled: 6,
    reporters: 240,
  },
} as const satisfies Record<string, Scale>

export const blockDays = 60

/** A stretch of days that is simulated, and loaded, by itself. Block 0 is the most recent. */
export interface Block extends Omit<Scale, 'days' | 'name'> {
  index: number
  /** days before the last one, counted back: block 0 is 59 … 0 */
  firstDaysBack: number
  lastDaysBack: number
}

// the city's people came to the service over the years: the last day has about twice the first day's reports
export function adoption(daysBack: number, days: number): number {
  return 1 - 0.5 * (daysBack / days)
}

// how much less of the backlog lies in a block than in the next newer one
const backlogDecay = 0.1

/** Splits a scale into blocks so that every figure adds up exactly. */
export function blocksOf(scale: Scale): Block[] {
  const spans = Array.from({ length: Math.ceil(scale.days / blockDays) }, (_, index) => ({
    index,
    lastDaysBack: index * blockDays,
    firstDaysBack: Math.min((index + 1) * blockDays, scale.days) - 1,
  }))
  const weights = spans.map(({ firstDaysBack, lastDaysBack }) => {
    return (firstDaysBack - lastDaysBack + 1) * adoption((firstDaysBack + lastDaysBack) / 2, scale.days)
  })
  const totals = apportion(scale.total, weights)
  const shared = (count: number) => apportion(count, totals)
  const open = apportion(
    scale.open,
    totals.map((total, index) => total * backlogDecay ** index),
  )
  const [duplicate, rejected, notResponsible, cancelled, reporters] = [
    shared(scale.duplicate),
    shared(scale.rejected),
    shared(scale.notResponsible),
    shared(scale.cancelled),
    shared(scale.reporters),
  ]
  return spans.map((span, i) => ({
    ...span,
    total: totals[i],
    open: open[i],
    duplicate: duplicate[i],
    rejected: rejected[i],
    notResponsible: notResponsible[i],
    cancelled: cancelled[i],
    reporters: reporters[i],
  }))
}
