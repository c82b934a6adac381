import type { LivedDay, TwinChange } from '../../contract/index.ts'
import { byGroup, windowOf, type Quantile } from '../../arrivals/arrival-model.ts'
import { hourOf } from '../../jurisdictions/city-time.ts'
import { solve } from '../../planner/search/index.ts'
import type { TravelTimes } from '../../roads/travel-times.ts'
import { buildProblem } from '../build-problem.ts'
import { rememberMatrices } from '../remember-matrices.ts'
import { demandSound } from '../solve-version.ts'
import { findMatrices } from '../travel.ts'
import { againstChanged, againstRecorded, type AgainstPlan } from './against-plan.ts'
import { countFigures, type PromisedWindow, type TwinTask } from './count-figures.ts'
import { describeLived } from './describe-lived.ts'
import { liveThrough, type Intent, type LivedRoute } from './live-through.ts'
import type { RecordedDay } from './open-day.ts'
import { changeInput, intentsOf, isChanged, type Begin } from './plan-anew.ts'
import { readRecord, type RecordedStop } from './recorded-reality.ts'

export interface TwinBudget {
  /** the city's crews, and what is known of how they come */
  crews: Parameters<typeof changeInput>[2]
  quantiles: readonly Quantile[]
  signal?: AbortSignal
}

/** The day as it was. */
export async function liveRecorded(travelTimes: TravelTimes, recorded: RecordedDay): Promise<LivedDay> {
  const { matrices } = await rememberMatrices(travelTimes, recorded.input)
  const day = buildProblem(recorded.input, matrices)
  const { stops, reality } = readRecord(recorded, day)
  const routes = recordedIntents(recorded, stops).map((intent) => liveThrough(intent, reality))
  const promises = new Map(stops.flatMap(({ taskId, promise }) => (promise ? [[taskId, promise]] : [])))
  const plan = againstRecorded(recorded, day, routes, outcomesOf(stops))
  return describe(travelTimes, recorded, { routes, stops, promises, plan })
}

/** The day with something another way: planned on what was known in the morning, lived at the pace of that day. */
export async function liveChanged(
  travelTimes: TravelTimes,
  recorded: RecordedDay,
  change: TwinChange,
  { crews, quantiles, signal }: TwinBudget,
): Promise<LivedDay> {
  if (!isChanged(change)) return liveRecorded(travelTimes, recorded)
  const input = changeInput(recorded, change, crews)
  const day = buildProblem(input, (await findMatrices(travelTimes, input)).matrices)
  const { seconds, seed } = change
  const solution = await solve(day.problem, { seconds, seed, signal })
  demandSound(day, solution)
  const { intents, begins } = intentsOf(day, solution.evaluation)
  // the record is read among all crews that were there or would have been
  const joined = { ...recorded.input, crews: [...recorded.input.crews, ...addedTo(recorded, input)] }
  const matrices = (await findMatrices(travelTimes, joined)).matrices
  const { stops, reality } = readRecord({ ...recorded, input: joined }, buildProblem(joined, matrices))
  const routes = intents.map((intent) => liveThrough(intent, reality))
  const promises = promisesOf(begins, recorded, quantiles)
  const { evaluation } = solution
  const plan = againstChanged(day, { evaluation, begins }, routes, outcomesOf(stops))
  return describe(travelTimes, { ...recorded, input: joined }, { routes, stops, promises, plan })
}

function addedTo({ input }: RecordedDay, changed: RecordedDay['input']) {
  const known = new Set(input.crews.map(({ id }) => id))
  return changed.crews.filter(({ id }) => !known.has(id))
}

/** Each crew's day in the order in which it was. */
function recordedIntents({ input }: RecordedDay, stops: readonly RecordedStop[]): Intent[] {
  return input.crews.flatMap(({ id: crewId, shifts }): Intent[] => {
    const own = stops.filter((stop) => stop.crewId === crewId)
    if (own.length === 0) return []
    const items = own.map(({ taskId, departAt, arrivedAt, endedAt }) => ({
      kind: 'task' as const,
      taskId,
      known: { departAt, stayMilliseconds: endedAt - arrivedAt },
    }))
    return [{ crewId, startAt: own[0].departAt, shifts: timesOf(shifts), items }]
  })
}

function timesOf(shifts: RecordedDay['input']['crews'][number]['shifts']): Intent['shifts'] {
  return shifts
    .map(({ startsAt, endsAt }) => ({ startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt) }))
    .sort((a, b) => a.startsAt - b.startsAt)
}

/** What people would have been told by this plan, as windows are made today. */
function promisesOf(
  begins: readonly Begin[],
  { input }: RecordedDay,
  quantiles: readonly Quantile[],
): Map<number, PromisedWindow> {
  const learned = byGroup(quantiles)
  const serviceOf = new Map(input.tasks.map(({ id, serviceCode }) => [id, serviceCode]))
  return new Map(
    begins.map(({ crewId, taskId, at }) => {
      const key = { crewId, serviceCode: serviceOf.get(taskId)!, hour: hourOf(at, input.timezone) }
      return [taskId, windowOf(learned, key, at)]
    }),
  )
}

function describe(
  travelTimes: TravelTimes,
  recorded: RecordedDay,
  lived: {
    routes: LivedRoute[]
    stops: RecordedStop[]
    promises: Map<number, PromisedWindow>
    plan: AgainstPlan
  },
): Promise<LivedDay> {
  const outcomeOf = outcomesOf(lived.stops)
  const tasks = recorded.input.tasks.map(({ id: taskId, dueAt, latestAt }): TwinTask => ({
    taskId,
    dueAt,
    latestAt,
    outcome: outcomeOf(taskId),
  }))
  const { routes, promises, plan } = lived
  const figures = countFigures(routes, tasks, promises, recorded.input.origin)
  return describeLived(travelTimes, recorded.input, { figures, routes, tasks, promises, ...plan })
}

/** What became of each task; what nobody tried is taken to be doable. */
function outcomesOf(stops: readonly RecordedStop[]): (taskId: number) => TwinTask['outcome'] {
  const outcomes = new Map(stops.map(({ taskId, outcome }) => [taskId, outcome]))
  return (taskId) => outcomes.get(taskId) ?? 'done'
}
