import { COMPACTNESS_NEIGHBOURS, STABILITY_STEP_SECONDS } from '../model/index.ts'
import type { Cost, Plan, Problem } from '../model/index.ts'
import type { Claim, ClaimedRoute } from './claim.ts'
import type { Tell } from './finding.ts'
import { placedJobs } from './placed-jobs.ts'
import type { PlacedJob } from './placed-jobs.ts'

/** Prices the claimed times again. Parts of weight zero need not be claimed. */
export function checkCosts(problem: Problem, plan: Plan, claim: Claim, tell: Tell): void {
  const placed = placedJobs(problem, claim)
  // its neighbour graph is the one part that takes long to work out
  const isMeant = (part: keyof Cost) => problem.weights[part] > 0 || claim.cost[part] !== 0
  const cost: Cost = {
    unassigned: plan.unassigned.reduce((sum, job) => sum + problem.jobs[job].unassignedCost, 0),
    lateness: sum(claim.routes, (route) => latenessOf(problem, route)),
    overtime: sum(claim.routes, (route) => {
      const { shifts, costs } = problem.crews[route.crew]
      return Math.max(0, route.endSeconds - shifts[route.shift].endSeconds) * costs.perOvertimeSecond
    }),
    travel: sum(claim.routes, (route) => travelOf(problem, route)),
    fixed: sum(claim.routes, ({ crew }) => problem.crews[crew].costs.fixed),
    balance: balanceOf(problem, claim),
    compactness: isMeant('compactness') ? compactnessOf(problem, placed) : 0,
    fairness: fairnessOf(problem, placed),
    stability: stabilityOf(problem, placed),
  }
  let total = 0
  for (const part of Object.keys(cost) as (keyof Cost)[]) {
    const weight = problem.weights[part]
    total += weight * cost[part]
    const isOptional = weight === 0 && claim.cost[part] === 0
    if (!isOptional && claim.cost[part] !== cost[part]) {
      tell('cost', `${part} is ${cost[part]}, not ${claim.cost[part]}`)
    }
  }
  if (total !== claim.total) tell('cost', `total is ${total}, not ${claim.total}`)
}

function sum<T>(items: T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0)
}

function latenessOf({ jobs }: Problem, route: ClaimedRoute): number {
  return sum(route.stops, ({ stop, endSeconds }) => {
    if (stop.kind !== 'job') return 0
    const { dueSeconds, latenessCostPerSecond } = jobs[stop.job]
    return dueSeconds !== null && endSeconds > dueSeconds
      ? (endSeconds - dueSeconds) * latenessCostPerSecond
      : 0
  })
}

function travelOf({ crews, jobs, matrices }: Problem, route: ClaimedRoute): number {
  const { profile, shifts, costs, reload } = crews[route.crew]
  const matrix = matrices[profile]
  const { start, end, frozen } = shifts[route.shift]
  if (!matrix.costs) {
    const seconds = sum(route.stops, (stop) => stop.travelSeconds) + route.endTravelSeconds
    const meters = sum(route.stops, (stop) => stop.meters) + route.endMeters
    return seconds * costs.perTravelSecond + meters * costs.perMeter
  }
  const places = [frozen ? frozen.place : start]
  for (const { stop } of route.stops) {
    if (stop.kind === 'job') places.push(jobs[stop.job].place)
    if (stop.kind === 'reload') places.push(reload!.place)
  }
  const known = [...places, end].filter((place) => place !== null)
  return sum(
    known.slice(1).map((to, index) => matrix.costs![known[index] * matrix.size + to]),
    (leg) => leg,
  )
}

function balanceOf({ crews, jobs }: Problem, claim: Claim): number {
  const work = crews.map(({ shifts }) =>
    sum(shifts, ({ frozen }) =>
      frozen ? frozen.travelSeconds + sum(frozen.stops, (stop) => stop.endSeconds - stop.startSeconds) : 0,
    ),
  )
  for (const route of claim.routes) {
    work[route.crew] += route.endTravelSeconds
    for (const { stop, travelSeconds, setupSeconds, startSeconds, endSeconds } of route.stops) {
      work[route.crew] += travelSeconds
      if (stop.kind === 'job') work[route.crew] += setupSeconds + jobs[stop.job].serviceSeconds
      if (stop.kind === 'reload') work[route.crew] += endSeconds - startSeconds
      const pause = stop.kind === 'break' ? crews[route.crew].shifts[route.shift].breaks[stop.break] : null
      if (pause?.isPaid) work[route.crew] += pause.durationSeconds
    }
  }
  const time = crews.map(({ shifts }) =>
    sum(shifts, ({ startSeconds, endSeconds }) => endSeconds - startSeconds),
  )
  const allTime = sum(time, (seconds) => seconds)
  const allWork = sum(work, (seconds) => seconds)
  if (allTime === 0) return 0
  return Math.floor(
    sum([...work.keys()], (crew) => Math.abs(work[crew] * allTime - allWork * time[crew])) / allTime,
  )
}

function compactnessOf({ jobs, crews, matrices }: Problem, placed: Map<number, PlacedJob>): number {
  const { seconds, size } = Object.values(matrices)[0]
  const pairs = new Set<string>()
  jobs.forEach((job, index) => {
    const others = jobs.map(({ place }, other) => ({
      other,
      far: Math.min(seconds[job.place * size + place], seconds[place * size + job.place]),
    }))
    others.splice(index, 1)
    others.sort((a, b) => a.far - b.far || a.other - b.other)
    for (const { other } of others.slice(0, COMPACTNESS_NEIGHBOURS)) {
      pairs.add([Math.min(index, other), Math.max(index, other)].join())
    }
  })
  let cost = 0
  for (const pair of pairs) {
    const [first, second] = pair.split(',').map((job) => placed.get(Number(job)))
    if (first && second && `${first.crew}/${first.shift}` !== `${second.crew}/${second.shift}`) cost += 1
  }
  for (const [job, { crew }] of placed) {
    const { zone } = jobs[job]
    const { zones } = crews[crew]
    if (zone !== null && zones !== null && !zones.includes(zone)) cost += COMPACTNESS_NEIGHBOURS
  }
  return cost
}

function fairnessOf({ jobs, crews }: Problem, placed: Map<number, PlacedJob>): number {
  const ends = crews.flatMap(({ shifts }) =>
    shifts.map((shift) => shift.endSeconds + shift.maxOvertimeSeconds),
  )
  const horizon = Math.max(0, ...ends)
  const counted = jobs
    .map(({ neighbourhood, reportedSeconds }, job) => ({
      neighbourhood,
      wait: (placed.get(job)?.to ?? horizon) - reportedSeconds,
    }))
    .filter(({ neighbourhood }) => neighbourhood !== null)
  if (counted.length === 0) return 0
  const all = sum(counted, ({ wait }) => wait)
  const names = [...new Set(counted.map(({ neighbourhood }) => neighbourhood))]
  const apart = sum(names, (name) => {
    const local = counted.filter(({ neighbourhood }) => neighbourhood === name)
    return Math.abs(counted.length * sum(local, ({ wait }) => wait) - local.length * all)
  })
  return Math.floor(apart / counted.length)
}

function stabilityOf({ jobs, stability }: Problem, placed: Map<number, PlacedJob>): number {
  return sum([...jobs.keys()], (job) => {
    const { published } = jobs[job]
    const now = placed.get(job)
    if (!published || (now && now.position < 0)) return 0
    let price = now && now.crew === published.crew ? 0 : stability.crewChange
    const early = now ? published.window.startSeconds - now.from : 0
    const late = now ? now.from - published.window.endSeconds : 0
    price += Math.ceil(Math.max(early, late, 0) / STABILITY_STEP_SECONDS) * stability.perStep
    return price > 0 && published.isNotified ? price + stability.notified : price
  })
}
