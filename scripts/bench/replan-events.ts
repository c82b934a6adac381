import { defineProblem, jobsOf, visitsOf } from '../../api/src/planner/index.ts'
import type { CrewInput, JobInput, Problem, TravelMatrix } from '../../api/src/planner/index.ts'
import type { Base } from '../../api/src/planner/replan/index.ts'
import { solve } from '../../api/src/planner/search/index.ts'
import { Random } from '../../api/src/planner/search/random.ts'

export const dayEvents = ['new job', 'crew out', 'street closed', 'running late'] as const
export type DayEvent = (typeof dayEvents)[number]

/** A day that has been planned and announced; the last job is not known yet. */
export interface PlannedDay {
  problem: Problem
  base: Base
}

const HOUR = 3600
const ANNOUNCED_SECONDS = 900
const METERS = 20_000
const METERS_PER_SECOND = 7
const BASE_SECONDS = 10

/** Crews of three yards in a city of clusters: skills, half-day windows, priorities, due times and a break. */
export async function plannedDay(seed: number, jobs: number, crews: number): Promise<PlannedDay> {
  const random = new Random(seed)
  const places = cityPlaces(random, jobs + 3)
  const problem = defineProblem({
    matrices: { van: matrixOf(places) },
    jobs: Array.from({ length: jobs }, (_, job) => cityJob(random, job)),
    crews: Array.from({ length: crews }, (_, crew) => cityCrew(random, crew)),
    weights: { unassigned: 1000, stability: 60 },
  })
  const hidden = problem.jobs.with(jobs - 1, { ...problem.jobs[jobs - 1], allowedCrews: [] })
  const { plan, evaluation } = await solve({ ...problem, jobs: hidden }, { seconds: BASE_SECONDS, seed })
  const visits = visitsOf(problem, evaluation.routes)
  const announced = problem.jobs.map((job, index) => {
    const visit = visits[index]
    if (!visit) return job
    const { crew, startSeconds } = visit
    const window = {
      startSeconds: startSeconds - ANNOUNCED_SECONDS,
      endSeconds: startSeconds + ANNOUNCED_SECONDS,
    }
    return { ...job, published: { crew, window, isNotified: true } }
  })
  const starts = visits.map((visit) => visit && visit.startSeconds)
  return { problem: { ...problem, jobs: announced }, base: { plan, starts } }
}

/** The day after something has happened at the beginning of it. */
export function happen({ problem, base }: PlannedDay, kind: DayEvent, seed: number): PlannedDay {
  const random = new Random(seed * 31 + dayEvents.indexOf(kind))
  const last = problem.jobs.length - 1
  if (kind === 'new job') {
    const urgent = { ...problem.jobs[last], priority: 100, unassignedCost: 10_001, dueSeconds: 10 * HOUR }
    return { problem: { ...problem, jobs: problem.jobs.with(last, urgent) }, base }
  }
  const known = { ...problem, jobs: problem.jobs.with(last, { ...problem.jobs[last], allowedCrews: [] }) }
  const used = base.plan.routes.filter((route) => jobsOf(route).length > 2)
  const { crew, stops } = used[random.below(used.length)]
  if (kind === 'crew out') {
    return {
      problem: { ...known, crews: known.crews.with(crew, { ...known.crews[crew], shifts: [] }) },
      base,
    }
  }
  if (kind === 'street closed') return { problem: streetClosed(known, random), base }
  const [job] = jobsOf({ crew, shift: 0, stops })
  const startSeconds = base.starts[job]!
  const endSeconds = startSeconds + known.jobs[job].serviceSeconds + 2700
  const frozen = {
    stops: [{ job, startSeconds, endSeconds }],
    breaksTaken: [],
    place: known.jobs[job].place,
    readySeconds: endSeconds,
    meters: 0,
    travelSeconds: 0,
    onBoard: [],
  }
  const shifts = [{ ...known.crews[crew].shifts[0], frozen }]
  const routes = base.plan.routes.map((route) => ({
    ...route,
    stops: route.stops.filter((stop) => stop.kind !== 'job' || stop.job !== job),
  }))
  return {
    problem: { ...known, crews: known.crews.with(crew, { ...known.crews[crew], shifts }) },
    base: { plan: { ...base.plan, routes }, starts: base.starts.with(job, null) },
  }
}

/** Ways into and out of a quarter of the city take three times as long. */
function streetClosed(problem: Problem, random: Random): Problem {
  const { van } = problem.matrices
  const middle = random.below(van.size)
  const isNear = (place: number) => van.meters[middle * van.size + place] < METERS / 12
  const seconds = van.seconds.map((value, pair) => {
    const [from, to] = [Math.floor(pair / van.size), pair % van.size]
    return isNear(from) !== isNear(to) ? Math.min(3 * value, value + 600) : value
  })
  return { ...problem, matrices: { van: { ...van, seconds } } }
}

function cityPlaces(random: Random, count: number): [number, number][] {
  const clusters = Array.from({ length: 12 }, () => [random.below(METERS), random.below(METERS)])
  return Array.from({ length: count }, () => {
    const [x, y] = clusters[random.below(clusters.length)]
    return [x + random.below(4000) - 2000, y + random.below(4000) - 2000]
  })
}

function matrixOf(places: [number, number][]): Omit<TravelMatrix, 'costs'> {
  const size = places.length
  const [seconds, meters] = [new Int32Array(size * size), new Int32Array(size * size)]
  places.forEach(([x, y], from) =>
    places.forEach(([toX, toY], to) => {
      const away = Math.ceil(1.3 * Math.hypot(toX - x, toY - y))
      meters[from * size + to] = away
      seconds[from * size + to] = Math.ceil(away / METERS_PER_SECOND)
    }),
  )
  return { size, seconds, meters }
}

function cityJob(random: Random, job: number): JobInput {
  const isMorning = random.below(2) === 0
  const window = isMorning
    ? { startSeconds: 6 * HOUR, endSeconds: 11 * HOUR }
    : { startSeconds: 11 * HOUR, endSeconds: 15 * HOUR }
  return {
    id: `job-${job}`,
    place: job + 3,
    serviceSeconds: (5 + random.below(12)) * 60,
    skills: random.below(4) === 0 ? [1 + random.below(3)] : [],
    windows: random.below(3) === 0 ? [window] : undefined,
    priority: 10 * random.below(6),
    dueSeconds: random.below(4) === 0 ? (9 + random.below(7)) * HOUR : null,
  }
}

function cityCrew(random: Random, crew: number): CrewInput {
  return {
    id: `crew-${crew}`,
    start: crew % 3,
    end: crew % 3,
    skills: [1, 2, 3].filter(() => random.below(2) === 0),
    shifts: [
      {
        startSeconds: 7 * HOUR,
        endSeconds: 15 * HOUR,
        maxOvertimeSeconds: HOUR / 2,
        breaks: [{ windows: [{ startSeconds: 10 * HOUR, endSeconds: 12 * HOUR }], durationSeconds: 1800 }],
      },
    ],
  }
}
