import { COMPACTNESS_NEIGHBOURS } from '../model/index.ts'
import type { Problem } from '../model/index.ts'

/** Pairs are met tile by tile, for a leg's way back lies a whole matrix row further on. */
const TILE = 64

/** Edges of the graph that joins each job with its nearest jobs by seconds, ties by index; each as [smaller, larger]. */
export function findNeighbourPairs({ jobs, matrices }: Problem): [number, number][] {
  const { seconds, size } = Object.values(matrices)[0]
  const places = Int32Array.from(jobs, ({ place }) => place)
  const nearest = new NearestJobs(jobs.length)
  const { farthest } = nearest
  for (let rows = 0; rows < jobs.length; rows += TILE) {
    for (let columns = rows; columns < jobs.length; columns += TILE) {
      const lastRow = Math.min(rows + TILE, jobs.length)
      const lastColumn = Math.min(columns + TILE, jobs.length)
      for (let job = rows; job < lastRow; job++) {
        for (let other = Math.max(columns, job + 1); other < lastColumn; other++) {
          const there = seconds[places[job] * size + places[other]]
          const back = seconds[places[other] * size + places[job]]
          const distance = there < back ? there : back
          if (distance <= farthest[job]) nearest.offer(job, other, distance)
          if (distance <= farthest[other]) nearest.offer(other, job, distance)
        }
      }
    }
  }
  return nearest.pairs()
}

class NearestJobs {
  readonly #jobs: number
  /** `#others[job * COMPACTNESS_NEIGHBOURS + rank]` */
  readonly #others: Int32Array
  readonly #distances: Float64Array
  /** By job: no other that is farther away is among its nearest. */
  readonly farthest: Float64Array

  constructor(jobs: number) {
    this.#jobs = jobs
    this.#others = new Int32Array(jobs * COMPACTNESS_NEIGHBOURS).fill(-1)
    this.#distances = new Float64Array(jobs * COMPACTNESS_NEIGHBOURS).fill(Infinity)
    this.farthest = new Float64Array(jobs).fill(Infinity)
  }

  offer(job: number, other: number, distance: number): void {
    const first = job * COMPACTNESS_NEIGHBOURS
    const last = first + COMPACTNESS_NEIGHBOURS - 1
    let rank = last
    if (!this.#isNearer(rank, other, distance)) return
    while (rank > first && this.#isNearer(rank - 1, other, distance)) {
      this.#others[rank] = this.#others[rank - 1]
      this.#distances[rank] = this.#distances[rank - 1]
      rank--
    }
    this.#others[rank] = other
    this.#distances[rank] = distance
    this.farthest[job] = this.#distances[last]
  }

  #isNearer(rank: number, other: number, distance: number): boolean {
    const known = this.#distances[rank]
    return distance < known || (distance === known && other < this.#others[rank])
  }

  pairs(): [number, number][] {
    const pairs: [number, number][] = []
    const seen = new Set<number>()
    for (let job = 0; job < this.#jobs; job++) {
      for (let rank = job * COMPACTNESS_NEIGHBOURS; rank < (job + 1) * COMPACTNESS_NEIGHBOURS; rank++) {
        const other = this.#others[rank]
        if (other < 0) break
        const [low, high] = job < other ? [job, other] : [other, job]
        if (seen.has(low * this.#jobs + high)) continue
        seen.add(low * this.#jobs + high)
        pairs.push([low, high])
      }
    }
    return pairs
  }
}
