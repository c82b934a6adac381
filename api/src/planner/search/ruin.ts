import type { Random } from './random.ts'
import type { Tours } from './tours.ts'

/** Adjacent string removal (Christiaens and Vanden Berghe 2020, section 5.1); their symbols in comments. */
export interface RuinSettings {
  /** c̄: jobs to remove on average. */
  meanRemoved: number
  /** Lmax: longest string. */
  maxString: number
  /** Share of strings that keep some jobs in their middle. */
  splitShare: number
  /** Chance a step that the kept middle stops growing. */
  splitStop: number
}

export const RUIN_DEFAULTS: RuinSettings = {
  meanRemoved: 10,
  maxString: 10,
  splitShare: 0.5,
  splitStop: 0.01,
}

export interface Ruin {
  tours: Tours
  random: Random
  settings: RuinSettings
  /** `near[job * nearCount + k]`: the jobs nearest to a job, nearest first, itself left out. */
  near: Int32Array
  nearCount: number
  /** Routes ruined in this step carry its number. */
  ruinedAt: Int32Array
  step: number
  removed: Int32Array
  removedCount: number
  /** Jobs that must stay where they are; null when all may move. */
  pinned: Uint8Array | null
  /** Called once before the first job of a route is taken out. */
  touch: (route: number) => void
  /** Takes a job out of its route. */
  leave: (job: number) => void
}

/** Takes out strings of jobs around `seed`; they end up in `removed`. */
export function ruinAround(ruin: Ruin, seed: number): void {
  const { tours, random, settings, near, nearCount, ruinedAt } = ruin
  const { routeOf, size } = tours
  const step = ++ruin.step
  ruin.removedCount = 0
  if (tours.used === 0) return
  const longest = Math.min(settings.maxString, tours.assigned / tours.used)
  const mostStrings = (4 * settings.meanRemoved) / (1 + longest) - 1
  let strings = Math.floor(random.unit() * mostStrings + 1)
  for (let k = -1; k < nearCount && strings > 0; k++) {
    const job = k < 0 ? seed : near[seed * nearCount + k]
    if (job < 0) break
    const route = routeOf[job]
    if (route < 0 || ruinedAt[route] === step) continue
    ruinedAt[route] = step
    ruin.touch(route)
    const bound = Math.min(size[route], longest)
    const length = Math.floor(random.unit() * bound + 1)
    removeString(ruin, job, length, size[route])
    strings--
  }
}

function removeString(ruin: Ruin, job: number, length: number, size: number): void {
  const { random, settings, tours } = ruin
  const { next, prev, jobs } = tours
  let kept = 0
  if (length > 1 && length < size && random.unit() < settings.splitShare) {
    kept = 1
    while (length + kept < size && random.unit() >= settings.splitStop) kept++
  }
  const span = length + kept
  let before = 0
  for (let node = prev[job]; node < jobs && before < span - 1; node = prev[node]) before++
  let after = 0
  for (let node = next[job]; node < jobs && after < span - 1; node = next[node]) after++
  const least = Math.max(0, span - 1 - after)
  let back = least + random.below(Math.min(before, span - 1) - least + 1)
  let node = job
  while (back-- > 0) node = prev[node]
  const keepFrom = kept > 0 ? 1 + random.below(length - 1) : span
  for (let position = 0; position < span; position++) {
    const following = next[node]
    if (position < keepFrom || position >= keepFrom + kept) take(ruin, node)
    node = following
  }
}

function take(ruin: Ruin, node: number): void {
  if (ruin.pinned !== null && ruin.pinned[node] === 1) return
  ruin.leave(node)
  ruin.removed[ruin.removedCount++] = node
}
