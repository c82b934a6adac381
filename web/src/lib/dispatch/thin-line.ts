type Point = [x: number, y: number]

/** Leaves out points of a drawn line that lie nearer than `least` to the one kept before, and caps their number. */
export function thinLine(points: readonly Point[], least: number, most: number): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    const last = kept.at(-1)
    if (!last || Math.hypot(point[0] - last[0], point[1] - last[1]) >= least) kept.push(point)
  }
  if (kept.length <= most) return kept
  const step = kept.length / most
  return Array.from({ length: most }, (_, index) => kept[Math.floor(index * step)]!)
}
