/** The corners of a box between two that are opposite. */
export function cornersOf(
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): [number, number][] {
  return [
    [ax, ay],
    [bx, ay],
    [bx, by],
    [ax, by],
  ]
}
