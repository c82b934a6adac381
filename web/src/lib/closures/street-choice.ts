import type { getStreet, ResultOf, Stretch } from '@dromos/api/contract'

export type Street = ResultOf<typeof getStreet>

/** Stretches of streets while they are chosen. */
export interface StreetChoice {
  readonly stretches: ReadonlyMap<number, Stretch>
  /** Takes stretches in or out; all of them at once go out only when all are in. */
  turn(stretches: readonly Stretch[]): void
  clear(): void
}

/** What is chosen once some more are turned. */
export function turned(
  chosen: ReadonlyMap<number, Stretch>,
  stretches: readonly Stretch[],
): ReadonlyMap<number, Stretch> {
  const next = new Map(chosen)
  const areIn = stretches.every(({ id }) => next.has(id))
  for (const stretch of stretches) {
    if (areIn) next.delete(stretch.id)
    else next.set(stretch.id, stretch)
  }
  return next
}
