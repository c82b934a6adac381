import type { LonLat } from '../../geo/lon-lat.ts'
import { createMatrix } from '../travel-times.ts'
import type { TravelMatrix, TravelOptions, TravelTimes } from '../travel-times.ts'

/**
 * The matrix of `points` and then `added`, from the matrix of `points`: only the new rows and columns
 * are asked for. The options must be those that the matrix was made with.
 */
export async function extendMatrix(
  travelTimes: TravelTimes,
  matrix: TravelMatrix,
  points: readonly LonLat[],
  added: readonly LonLat[],
  options: TravelOptions,
): Promise<TravelMatrix> {
  if (points.length !== matrix.size) {
    throw new Error(`the matrix is of ${matrix.size} points, not of ${points.length}`)
  }
  if (added.length === 0) return matrix
  const all = [...points, ...added]
  const rows = await travelTimes.table(added, all, options)
  const columns = await travelTimes.table(points, added, options)
  const extended = createMatrix(all.length)
  for (const part of ['seconds', 'meters'] as const) {
    for (let row = 0; row < matrix.size; row++) {
      extended[part].set(matrix[part].subarray(row * matrix.size, (row + 1) * matrix.size), row * all.length)
      extended[part].set(
        columns[part].subarray(row * added.length, (row + 1) * added.length),
        row * all.length + matrix.size,
      )
    }
    extended[part].set(rows[part], matrix.size * all.length)
  }
  extended.estimated.set(matrix.estimated)
  extended.estimated.set(rows.estimatedRows, matrix.size)
  return extended
}

/** The matrix of some of the points, by their rows, in the order given. */
export function pickMatrix(matrix: TravelMatrix, rows: readonly number[]): TravelMatrix {
  const picked = createMatrix(rows.length)
  let cell = 0
  for (const from of rows) {
    for (const to of rows) {
      picked.seconds[cell] = matrix.seconds[from * matrix.size + to]
      picked.meters[cell++] = matrix.meters[from * matrix.size + to]
    }
  }
  rows.forEach((row, at) => (picked.estimated[at] = matrix.estimated[row]))
  return picked
}
