import type { Exchange } from './exchange.ts'
import { partition } from './partition.ts'
import type { Geometry } from './partition.ts'
import { isBeginning, isStarting, softTemperature } from './soft-schedule.ts'
import { Random } from './random.ts'
import { joinFlat, splitFlat } from './walker.ts'
import type { FlatRoutes, Walker } from './walker.ts'

/** A time, a number of steps a thread, or both: what is used up first ends it. `now` gives milliseconds. */
export interface Budget {
  deadline: number | null
  steps: number | null
  now: () => number
}

export interface ThreadTask {
  thread: number
  seed: number
  initial: FlatRoutes
  /** Temperatures at the start and the end. */
  hot: number
  cold: number
  /** Threads work on parts of one plan, or each on a plan of its own. */
  isDivided: boolean
  rounds: number
  /** Steps may buy breaches of windows and loads, so the walk begins several times, and far from feasible. */
  isSoft?: boolean
}

export interface Outcome {
  flat: FlatRoutes
  cost: number
  steps: number
  /** Share of the budget after which annealing began. */
  servedShare: number
}

const STEPS_A_LOOK = 16
/** Share of the budget that may go into serving jobs left out before costs count. */
const SERVE_SHARE = 0.5

/**
 * The anytime loop of one thread: rounds of annealing steps with a meeting after each. Returns the best plan
 * of all threads; all threads return the same.
 */
export function runThread(
  walker: Walker,
  geometry: Geometry,
  exchange: Exchange,
  task: ThreadTask,
  budget: Budget,
  onRound: (outcome: Outcome) => void,
): Outcome {
  const { thread, rounds, isDivided } = task
  const shared = new Random(task.seed)
  const begin = budget.now()
  const allRoutes = [...geometry.typeOf.keys()]
  walker.load(task.initial, allRoutes)
  const outcome: Outcome = { flat: task.initial, cost: walker.bestCost, steps: 0, servedShare: 0 }
  let current = task.initial
  for (let round = 0; round < rounds; round++) {
    const isTogether = isDivided && exchange.threads > 1
    if (task.isSoft && isBeginning(round)) {
      const isStart = isStarting(round)
      walker.load(isStart ? task.initial : outcome.flat, allRoutes)
      // where even so some job stays out, it is likely that not all fit
      walker.allowBreaches?.(isStart || splitFlat(outcome.flat).absent.length === 0, isStart)
    }
    if (isTogether) {
      const part = partition(current, geometry, exchange.threads, shared)[thread]
      walker.load(part.flat, part.spare)
    }
    anneal(walker, task, budget, begin, round, exchange, outcome)
    exchange.write(thread, 'current', walker.current(), walker.cost)
    exchange.write(thread, 'best', walker.best(), walker.bestCost)
    exchange.meet()
    if (isTogether) {
      current = joined(exchange, 'current')
      const best = joined(exchange, 'best')
      const cost = exchange.costs('best').reduce((sum, part) => sum + part, 0)
      if (cost < outcome.cost) Object.assign(outcome, { cost, flat: best })
    } else {
      const costs = exchange.costs('best')
      const leader = costs.indexOf(Math.min(...costs))
      if (costs[leader] < outcome.cost) {
        Object.assign(outcome, { cost: costs[leader], flat: exchange.read(leader, 'best') })
      }
      // the walk that is behind follows the leader from time to time
      const isFollowing = round % FOLLOW_ROUNDS === FOLLOW_ROUNDS - 1 && !(task.isSoft && isStarting(round))
      if (isFollowing && leader !== thread) walker.load(outcome.flat, allRoutes)
    }
    const isOver = exchange.isOver()
    exchange.meet()
    onRound(outcome)
    if (isOver) break
  }
  return outcome
}

const FOLLOW_ROUNDS = 10
function anneal(
  walker: Walker,
  { hot, cold, rounds, isSoft }: ThreadTask,
  budget: Budget,
  begin: number,
  round: number,
  exchange: Exchange,
  outcome: Outcome,
): void {
  const cooling = Math.log(cold / hot)
  for (;;) {
    const share = usedShare(budget, begin, outcome.steps)
    if (share * rounds >= round + 1 || exchange.isCancelled()) return
    if (walker.isServing && share < SERVE_SHARE) {
      for (let turn = 0; turn < STEPS_A_LOOK && walker.isServing; turn++) walker.serveStep()
      outcome.servedShare = share
    } else {
      // annealing begins anew where serving ended
      const { servedShare } = outcome
      const temperature = isSoft
        ? softTemperature(hot, cold, rounds, share)
        : hot * Math.exp((cooling * Math.min(1, share) - cooling * servedShare) / (1 - servedShare))
      for (let turn = 0; turn < STEPS_A_LOOK; turn++) walker.step(temperature)
    }
    outcome.steps += STEPS_A_LOOK
  }
}

function usedShare({ deadline, steps, now }: Budget, begin: number, done: number): number {
  const ofSteps = steps === null ? 0 : done / steps
  if (deadline === null) return ofSteps
  const length = deadline - begin
  return length > 0 ? Math.max(ofSteps, (now() - begin) / length) : 1
}

function joined(exchange: Exchange, kind: 'current' | 'best'): FlatRoutes {
  const parts = Array.from({ length: exchange.threads }, (_, thread) =>
    splitFlat(exchange.read(thread, kind)),
  )
  return joinFlat(
    parts.flatMap(({ routes }) => routes),
    parts.flatMap(({ absent }) => absent),
  )
}
