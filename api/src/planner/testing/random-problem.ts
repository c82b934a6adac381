import { UNREACHABLE, defineProblem } from '../model/index.ts'
import type { CrewInput, JobInput, Link, Lock, Problem, ShiftInput } from '../model/index.ts'
import { Random } from '../search/random.ts'

export interface Features {
  jobs: number
  crews: number
  /** Chance that each optional feature shows in a problem, and then on each job or crew. */
  richness: number
  /** Split shifts, lists of allowed crews and weights of every part as well. */
  isWide?: boolean
}

const HOUR = 3600

/** A small problem on a random map with any mixture of the model's rules, the same for the same seed. */
export function randomProblem(seed: number, { jobs, crews, richness, isWide = false }: Features): Problem {
  const random = new Random(seed)
  const draw = new Draw(random, richness)
  const places = Math.max(3, jobs - draw.between(0, 3))
  const traits = drawTraits(draw)
  const jobList = Array.from({ length: jobs }, (_, index) => randomJob(draw, traits, index, places, crews))
  const crewList = Array.from({ length: crews }, (_, index) => randomCrew(draw, traits, index))
  freezeSome(crewList, traits.frozen, random)
  const stops = crewList.flatMap(({ shifts }) => shifts.flatMap(({ frozen }) => frozen?.stops ?? []))
  const frozen = new Set(stops.map(({ job }) => job))
  const free = [...jobList.keys()].filter((job) => !frozen.has(job))
  const wide = isWide ? widen(new Draw(new Random(seed + 7919), richness), jobList, crewList) : {}
  return defineProblem({
    matrices: { car: randomMatrix(random, places, traits.gaps) },
    jobs: jobList,
    crews: crewList,
    links: traits.links ? randomLinks(random, free, jobList) : [],
    locks: traits.locks ? randomLocks(random, free, crewList) : [],
    weights: {
      unassigned: 1000,
      balance: draw.weight(2),
      compactness: draw.weight(500),
      fairness: draw.weight(1),
      stability: draw.weight(200),
      ...wide,
    },
    stability: { crewChange: 5, perStep: 2, notified: 3 },
  })
}

/** Changes jobs and crews in place and gives the weights of the parts that are mostly one. */
function widen(draw: Draw, jobs: JobInput[], crews: CrewInput[]) {
  const hasSplits = draw.feature()
  const hasLists = draw.feature()
  for (const crew of hasSplits ? crews : []) {
    const [first] = crew.shifts
    const startSeconds = first.endSeconds + 4 * HOUR
    if (draw.chance(0.6)) crew.shifts.splice(1, 0, { startSeconds, endSeconds: startSeconds + 2 * HOUR })
  }
  for (const job of hasLists ? jobs : []) {
    const allowed = [...crews.keys()].filter(() => draw.chance(0.7))
    if (draw.chance(0.4)) job.allowedCrews = allowed
  }
  const priced = (part: string) => (draw.feature() ? { [part]: draw.between(0, 3) } : {})
  return { ...priced('lateness'), ...priced('overtime'), ...priced('travel'), ...priced('fixed') }
}

class Draw {
  readonly random: Random
  readonly #richness: number

  constructor(random: Random, richness: number) {
    this.random = random
    this.#richness = richness
  }

  chance(share: number): boolean {
    return this.random.unit() < share
  }

  feature(): boolean {
    return this.chance(this.#richness)
  }

  between(low: number, high: number): number {
    return low + this.random.below(high - low + 1)
  }

  pick<T>(list: T[]): T {
    return list[this.random.below(list.length)]
  }

  weight(most: number): number {
    return this.feature() ? this.between(1, most) : 0
  }
}

type Traits = ReturnType<typeof drawTraits>

function drawTraits(draw: Draw) {
  return {
    skills: draw.feature(),
    load: draw.feature(),
    windows: draw.feature(),
    due: draw.feature(),
    breaks: draw.feature(),
    reload: draw.feature(),
    zones: draw.feature(),
    limits: draw.feature(),
    days: draw.feature(),
    hoods: draw.feature(),
    published: draw.feature(),
    setup: draw.feature(),
    speed: draw.feature(),
    frozen: draw.feature(),
    gaps: draw.feature() && draw.chance(0.3),
    links: draw.feature(),
    locks: draw.feature(),
  }
}

function randomJob(draw: Draw, traits: Traits, index: number, places: number, crews: number): JobInput {
  const isPublished = traits.published && draw.chance(0.6)
  return {
    id: `job-${index}`,
    place: draw.between(0, places - 1),
    serviceSeconds: draw.between(0, 30) * 60,
    setupSeconds: traits.setup && draw.chance(0.5) ? draw.between(0, 600) : 0,
    skills: traits.skills && draw.chance(0.3) ? [draw.between(1, 2)] : [],
    delivery: traits.load ? [draw.between(0, 3), draw.between(0, 2)] : [],
    pickup: traits.load && draw.chance(0.3) ? [draw.between(0, 2), 0] : [],
    windows: traits.windows && draw.chance(0.6) ? randomWindows(draw) : undefined,
    priority: draw.between(0, 3) * 10,
    dueSeconds: traits.due && draw.chance(0.5) ? draw.between(6, 16) * HOUR : null,
    latenessCostPerSecond: draw.between(0, 3),
    forbiddenCrews: draw.chance(0.1) ? [draw.between(0, crews - 1)] : [],
    zone: traits.zones && draw.chance(0.7) ? draw.pick(['north', 'south']) : null,
    neighbourhood: traits.hoods && draw.chance(0.8) ? draw.pick(['a', 'b', 'c']) : null,
    reportedSeconds: -draw.between(0, 100) * HOUR,
    published: isPublished
      ? { crew: draw.between(0, crews - 1), window: oneWindow(draw), isNotified: draw.chance(0.5) }
      : null,
  }
}

function oneWindow(draw: Draw) {
  const startSeconds = draw.between(6, 14) * HOUR
  return { startSeconds, endSeconds: startSeconds + draw.between(1, 16) * 900 }
}

function randomWindows(draw: Draw) {
  const first = oneWindow(draw)
  if (draw.chance(0.6)) return [first]
  const startSeconds = first.endSeconds + draw.between(1, 8) * 900
  return [first, { startSeconds, endSeconds: startSeconds + draw.between(1, 8) * 900 }]
}

function randomShift(draw: Draw, traits: Traits, day: number): ShiftInput {
  const startSeconds = day * 24 * HOUR + draw.between(6, 8) * HOUR
  const randomBreak = (_: unknown, index: number) => ({
    windows: [
      { startSeconds: startSeconds + (index + 1) * 5400, endSeconds: startSeconds + (index + 2) * 5400 },
    ],
    durationSeconds: draw.between(5, 30) * 60,
    isInsideTravelAllowed: draw.chance(0.5),
    isPaid: draw.chance(0.5),
    maxLoad: traits.load && draw.chance(0.2) ? [draw.between(2, 6), 6] : null,
  })
  return {
    startSeconds,
    endSeconds: startSeconds + draw.between(4, 9) * HOUR,
    maxOvertimeSeconds: draw.chance(0.5) ? draw.between(0, 4) * 1800 : 0,
    breaks: traits.breaks ? Array.from({ length: draw.between(0, 2) }, randomBreak) : [],
  }
}

function randomCrew(draw: Draw, traits: Traits, index: number): CrewInput {
  const days = traits.days ? draw.between(1, 2) : 1
  return {
    id: `crew-${index}`,
    start: draw.chance(0.9) ? 0 : null,
    end: draw.chance(0.8) ? 0 : null,
    shifts: Array.from({ length: days }, (_, day) => randomShift(draw, traits, day)),
    skills: traits.skills ? [1, 2].filter(() => draw.chance(0.6)) : [],
    capacity: traits.load ? [draw.between(4, 10), draw.between(3, 10)] : [],
    costs: {
      fixed: draw.chance(0.3) ? draw.between(0, 3000) : 0,
      perTravelSecond: 1,
      perMeter: draw.between(0, 1),
      perOvertimeSecond: draw.between(1, 3),
    },
    speedFactor: traits.speed ? draw.pick([0.8, 1, 1.3]) : 1,
    maxStops: traits.limits && draw.chance(0.4) ? draw.between(1, 6) : undefined,
    maxMeters: traits.limits && draw.chance(0.3) ? draw.between(10, 60) * 1000 : undefined,
    maxTravelSeconds: traits.limits && draw.chance(0.3) ? draw.between(1, 4) * HOUR : undefined,
    reload:
      traits.reload && draw.chance(0.7)
        ? { place: 0, durationSeconds: draw.between(0, 20) * 60, maxReloads: 2 }
        : null,
    zones: traits.zones && draw.chance(0.6) ? [draw.pick(['north', 'south'])] : null,
    isZoneBound: draw.chance(0.3),
  }
}

function randomMatrix(random: Random, size: number, hasGaps: boolean) {
  const x = Array.from({ length: size }, () => random.below(10_000))
  const y = Array.from({ length: size }, () => random.below(10_000))
  const seconds = new Int32Array(size * size)
  const meters = new Int32Array(size * size)
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      if (from === to) continue
      const away = Math.hypot(x[from] - x[to], y[from] - y[to])
      meters[from * size + to] = Math.ceil(away * 1.3)
      seconds[from * size + to] = Math.ceil(away / 6 + random.below(30))
      if (hasGaps && random.below(12) === 0)
        seconds[from * size + to] = meters[from * size + to] = UNREACHABLE
    }
  }
  return { size, seconds, meters }
}

/** The first crew has done the first job or two already. */
function freezeSome(crews: CrewInput[], isWanted: boolean, random: Random): void {
  if (!isWanted) return
  const [shift] = crews[0].shifts
  const count = 1 + random.below(2)
  const stops = Array.from({ length: count }, (_, job) => ({
    job,
    startSeconds: shift.startSeconds + 600 + 1200 * job,
    endSeconds: shift.startSeconds + 1500 + 1200 * job,
  }))
  shift.frozen = {
    stops,
    place: random.below(2) === 0 ? 1 : null,
    readySeconds: shift.startSeconds + 1500 + 1200 * count,
    meters: 5000,
    travelSeconds: 900,
    onBoard: [1, 0],
  }
}

function randomLinks(random: Random, free: number[], jobs: JobInput[]): Link[] {
  const left = [...free]
  const take = () => left.splice(random.below(left.length), 1)[0]
  const links: Link[] = []
  const count = random.below(3) + 1
  for (let index = 0; index < count && left.length >= 3; index++) {
    const [a, b] = [take(), take()]
    const kind = random.below(4)
    if (kind === 0) links.push({ kind: 'precedence', before: a, after: b, gapSeconds: random.below(1800) })
    else if (kind === 1) links.push({ kind: 'same_crew', jobs: [a, b, take()] })
    else if (kind === 2) links.push({ kind: 'together', jobs: [a, b] })
    else {
      links.push(
        { kind: 'same_route', jobs: [a, b] },
        { kind: 'precedence', before: a, after: b, gapSeconds: 0 },
      )
      if (jobs[a].delivery?.length) {
        Object.assign(jobs[a], { delivery: [], pickup: [], transfer: [2, 0] })
        Object.assign(jobs[b], { delivery: [], pickup: [], transfer: [-2, 0] })
      }
    }
  }
  return links
}

function randomLocks(random: Random, free: number[], crews: CrewInput[]): Lock[] {
  const left = [...free]
  const take = () => left.splice(random.below(left.length), 1)[0]
  const locks: Lock[] = []
  const count = random.below(3) + 1
  for (let index = 0; index < count && left.length >= 3; index++) {
    const crew = random.below(crews.length)
    const kind = random.below(3)
    if (kind === 0) locks.push({ kind: 'crew', job: take(), crew, shift: random.below(2) === 0 ? 0 : null })
    else if (kind === 1) {
      const startSeconds = (6 + random.below(8)) * HOUR
      locks.push({ kind: 'time', job: take(), window: { startSeconds, endSeconds: startSeconds + 5400 } })
    } else {
      const anchor = (['start', 'end', 'anywhere'] as const)[random.below(3)]
      locks.push({ kind: 'order', crew, shift: 0, jobs: [take(), take()], anchor })
    }
  }
  return locks
}
