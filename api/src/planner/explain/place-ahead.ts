/** A place among all of a crew's stops, counted among those only that are still ahead. */
export function placeAhead<Stop>(
  all: readonly Stop[],
  isAhead: (stop: Stop) => boolean,
  place: number,
): number {
  return all.slice(0, place).filter(isAhead).length
}

/** The place among all of a crew's stops that is this one among those ahead: before the stop that stands there. */
export function placeAmongAll<Stop>(
  all: readonly Stop[],
  isAhead: (stop: Stop) => boolean,
  place: number,
): number {
  let seen = 0
  const at = all.findIndex((stop) => isAhead(stop) && seen++ === place)
  return at < 0 ? all.length : at
}
