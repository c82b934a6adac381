import type { COST_PARTS } from '@dromos/api/planner'

/** What a plan is to be best at, each from 0 to 4. */
export interface Wishes {
  /** to serve as much as can be, rather than save on the way */
  serve: number
  /** to drive little, rather than work without overtime and lateness */
  drive: number
  /** to give all crews as much to do */
  spread: number
}

/** Everything that can be served is, and no more is asked: the planner's own weights. */
export const plainWishes: Wishes = { serve: 4, drive: 0, spread: 0 }

export const wishList = ['serve', 'drive', 'spread'] as const satisfies (keyof Wishes)[]

export const wishSteps = 4

export type WeightName = (typeof COST_PARTS)[number]
export type Weights = Partial<Record<WeightName, number>>

const byWish = {
  serve: { name: 'unassigned', weights: [1, 10, 100, 10_000, 1_000_000] },
  drive: { name: 'travel', weights: [1, 2, 4, 8, 16] },
  spread: { name: 'balance', weights: [0, 1, 2, 5, 10] },
} as const

/** How far a wish went by which weights came about; null where they were set otherwise. */
export function wishOf(wish: keyof Wishes, weights: Weights): number | null {
  const { name, weights: steps } = byWish[wish]
  const weight = weights[name]
  if (weight === undefined) return plainWishes[wish]
  const step = (steps as readonly number[]).indexOf(weight)
  return step < 0 ? null : step
}

/** The weight that a wish sets. */
export function weightOfWish(wish: keyof Wishes): WeightName {
  return byWish[wish].name
}

/** Weights as wished; those that were set one by one hold before the wishes. */
export function weightsOf(wishes: Wishes, single: Weights): Weights {
  const wished: Weights = {}
  for (const wish of wishList) {
    if (wishes[wish] === plainWishes[wish]) continue
    const { name, weights } = byWish[wish]
    wished[name] = weights[wishes[wish]]!
  }
  return { ...wished, ...single }
}
