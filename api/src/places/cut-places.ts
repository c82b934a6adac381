import { z } from 'zod'
import { LonLat, type ListedPlaces } from '../contract/index.ts'
import type { Lasso } from '../geo/lasso.ts'

const selectedAtMost = 2000
const shownAtMost = 10_000

/** As many as a statement gives to be weighed against a lasso. */
export const weighedAtMost = 100_000
export const WeighedPlace = z.object({ id: z.number().int(), lon: z.number(), lat: z.number() })

/** Those inside a lasso in the order given, of too many the first; cut also where not all have been weighed. */
export function cutToLasso(
  lasso: Lasso,
  weighed: z.output<typeof WeighedPlace>[],
): { ids: number[]; isCut: boolean } {
  const inside = weighed.filter(lasso.holds).map(({ id }) => id)
  return {
    ids: inside.slice(0, selectedAtMost),
    isCut: inside.length > selectedAtMost || weighed.length === weighedAtMost,
  }
}

/** As many as a statement gives to be shown: one more than are, so that it is seen whether there are more. */
export const soughtAtMost = shownAtMost + 1
export const ShownPlace = z.object({ id: z.number().int(), location: LonLat, isLate: z.boolean() })

/** As many as a map shows, of too many the first. */
export function cutToShown(found: z.output<typeof ShownPlace>[]): ListedPlaces {
  return { items: found.slice(0, shownAtMost), isCut: found.length > shownAtMost }
}
