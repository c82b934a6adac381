import { defineProblem } from '../model/index.ts'
import type { CrewInput, JobInput, Link, Problem } from '../model/index.ts'
import { Random } from './random.ts'
import { solve } from './solve.ts'

const ROUNDS = 6
const SIDE_METERS = 6000
const METERS_PER_SECOND = 7
const SHIFT_SECONDS = 8 * 3600

/**
 * Has the first plans of a process made before anyone waits for one: code that has not been compiled takes five
 * to ten times as long. Gives the thread free between plans; starts the search threads too.
 */
export async function warmUp(): Promise<void> {
  const [rich, plain] = [madeUpDay(400, 20, true), madeUpDay(200, 10, false)]
  const onlyFirst = AbortSignal.abort()
  for (let round = 0; round < ROUNDS; round++) {
    for (const problem of [rich, plain]) {
      await solve(problem, { signal: onlyFirst })
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  for (const problem of [rich, plain]) await solve(problem, { seconds: 0.3 })
}

/** Jobs strewn over a square town; a rich one has trades, windows, due times, loads and breaks. */
function madeUpDay(jobCount: number, crewCount: number, isRich: boolean): Problem {
  const random = new Random(1)
  const size = jobCount + 1
  const points = Array.from({ length: size }, () => [
    random.unit() * SIDE_METERS,
    random.unit() * SIDE_METERS,
  ])
  const meters = new Int32Array(size * size)
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      const [a, b] = [points[from], points[to]]
      meters[from * size + to] = Math.round(Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]))
    }
  }
  const seconds = meters.map((length) => Math.ceil(length / METERS_PER_SECOND))
  return defineProblem({
    matrices: { van: { size, seconds, meters } },
    jobs: Array.from({ length: jobCount }, (_, index) => madeUpJob(index, isRich)),
    crews: Array.from({ length: crewCount }, (_, index) => madeUpCrew(index, isRich)),
    links: isRich ? madeUpLinks(jobCount) : [],
    locks: isRich ? [{ kind: 'order', crew: 0, shift: 0, jobs: [6, 9], anchor: 'start' }] : [],
    weights: isRich ? { balance: 1, compactness: 1, fairness: 1, stability: 1 } : {},
  })
}

function madeUpLinks(jobCount: number): Link[] {
  const links: Link[] = []
  for (let job = 30; job + 9 < jobCount; job += 60) {
    links.push({ kind: 'together', jobs: [job, job + 3] })
    links.push({ kind: 'precedence', before: job + 1, after: job + 4, gapSeconds: 600 })
    links.push({ kind: 'same_crew', jobs: [job + 6, job + 9] })
  }
  return links
}

function madeUpJob(index: number, isRich: boolean): JobInput {
  const job: JobInput = { id: `${index}`, place: index + 1, serviceSeconds: 900, unassignedCost: 100_000 }
  if (!isRich) return job
  const startSeconds = (index % 4) * 3600
  return {
    ...job,
    setupSeconds: 120,
    skills: [index % 3],
    pickup: [index % 5],
    windows: index % 3 === 0 ? [{ startSeconds, endSeconds: startSeconds + 4 * 3600 }] : undefined,
    dueSeconds: index % 4 === 0 ? SHIFT_SECONDS / 2 : null,
    latenessCostPerSecond: 1,
    priority: index % 100,
    zone: `${index % 4}`,
    neighbourhood: `${index % 8}`,
    reportedSeconds: -3600 * index,
    published:
      index % 2 === 0
        ? { crew: 0, window: { startSeconds, endSeconds: startSeconds + 3600 }, isNotified: index % 4 === 0 }
        : null,
  }
}

function madeUpCrew(index: number, isRich: boolean): CrewInput {
  const breaks = [{ windows: [{ startSeconds: 3 * 3600, endSeconds: 5 * 3600 }], durationSeconds: 1800 }]
  const shift = { startSeconds: 0, endSeconds: SHIFT_SECONDS, maxOvertimeSeconds: isRich ? 1800 : 0 }
  return {
    id: `${index}`,
    start: 0,
    end: 0,
    shifts: [isRich ? { ...shift, breaks } : shift],
    skills: [0, 1, 2].filter((skill) => (index + skill) % 3 !== 0),
    capacity: isRich ? [60] : [],
    zones: isRich && index % 2 === 0 ? [`${index % 4}`] : null,
    speedFactor: isRich && index % 3 === 0 ? 0.8 : 1,
  }
}
