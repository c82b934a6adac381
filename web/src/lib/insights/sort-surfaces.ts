import { byName, compareNames } from '#lib/city/names.ts'
import type { Surface } from './surfaces.ts'

export type Column = 'name' | 'value' | 'received' | 'resolved'

/** Names from the first letter, figures from the most; what is unknown comes last. */
export function sortSurfaces(surfaces: readonly Surface[], column: Column): Surface[] {
  if (column === 'name') return byName(surfaces, ({ name }) => name)
  return surfaces.toSorted(
    (a, b) => (b[column] ?? -Infinity) - (a[column] ?? -Infinity) || compareNames(a.name, b.name),
  )
}
