import type { Spot } from './split-cluster.ts'

/** The index pairs of spots that lie within so many metres of each other, each pair once. */
export function* linkedPairs(spots: readonly Spot[], meters: number): Generator<[number, number]> {
  const byCell = new Map<string, number[]>()
  for (const [index, { x, y }] of spots.entries()) {
    const [column, row] = [Math.floor(x / meters), Math.floor(y / meters)]
    for (const [across, up] of around) {
      for (const other of byCell.get(`${column + across} ${row + up}`) ?? []) {
        if ((spots[other].x - x) ** 2 + (spots[other].y - y) ** 2 <= meters ** 2) yield [other, index]
      }
    }
    const key = `${column} ${row}`
    const cell = byCell.get(key)
    if (cell) cell.push(index)
    else byCell.set(key, [index])
  }
}

const around = [-1, 0, 1].flatMap((across) => [-1, 0, 1].map((up) => [across, up] as const))
