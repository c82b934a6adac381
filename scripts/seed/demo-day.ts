import {
  ApiError,
  createClient,
  createWorkOrder,
  getPlanVersion,
  listCrews,
  listHotspots,
  listPlans,
  listRequests,
  listServices,
  listShifts,
  publishPlanVersion,
  solvePlan,
  type Client,
  type RequestRow,
} from '@dromos/api/contract'
import { createHash } from 'node:crypto'
import { addDays, dayOf, instantOf } from '../../api/src/jurisdictions/city-time.ts'
import { chooseWork, type ChosenWork, type WorkGiven } from './choose-work.ts'
import { isWorkable } from './working-day.ts'
import { demoPassword } from './write-accounts.ts'

export interface DemoDayOptions {
  /** where the running product is reached from here */
  innerOrigin: string
  /** the address people see: what its doors ask for */
  origin: string
  jurisdictionId: string
  timeZone: string
  now: Date
  /** all that work, unless told */
  mostCrews?: number
  solveSeconds?: number
  onProgress?: (text: string) => void
}

interface City {
  client: Client
  params: { jurisdictionId: string }
  timeZone: string
  /** nothing that came in later is known yet */
  now: Date
  mostCrews: number
}

const hotspotCount = 60
const requestsPerOrder = 12
const requestsPerService = 200
const usualSolveSeconds = 10
/** requests asked for and orders made at a time */
const atOnce = 4
const mostTries = 30
const pauseMilliseconds = 5000
const orderable = ['received', 'triaged', 'accepted', 'reopened'] as const

/**
 * Lives the dispatcher's morning of a demo city on the running product, through its own doors: orders from the
 * largest hotspots and the most urgent requests, a plan of the day, published. Does nothing when the day has one.
 */
export async function runDemoDay(options: DemoDayOptions): Promise<void> {
  const { jurisdictionId, timeZone, now, onProgress = () => {} } = options
  const client = await signInAs(options, 'dispatcher')
  const { mostCrews = Infinity, solveSeconds = usualSolveSeconds } = options
  const city: City = { client, params: { jurisdictionId }, timeZone, now, mostCrews }
  const day = await nextWorkingDay(city, dayOf(now, timeZone))
  if (!day) return
  if ((await city.client(listPlans, { params: city.params, query: { day } })).length > 0) return
  onProgress('work orders')
  const given = await readWork(city, day)
  const work = chooseWork(given)
  const chosen = await makeOrders(city, day, work.planned)
  await makeOrders(city, day, work.waiting)
  onProgress('planning')
  if (chosen.length === 0) return
  const started = await city.client(solvePlan, {
    params: city.params,
    body: { day, workOrderIds: chosen, crewIds: crewsWithShifts(given), seconds: solveSeconds },
  })
  const { planId, version } = started
  const params = { ...city.params, planId, version }
  const status = await untilSolved(city, params)
  if (status !== 'optimised') return
  onProgress('publishing')
  await city.client(publishPlanVersion, { params, body: {} })
}

/** As one of the demo's accounts of a city. */
export async function signInAs(
  { innerOrigin, origin, jurisdictionId }: Pick<DemoDayOptions, 'innerOrigin' | 'origin' | 'jurisdictionId'>,
  who: string,
): Promise<Client> {
  const answer = await fetch(`${innerOrigin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: `${who}@${jurisdictionId}.demo`, password: demoPassword }),
  })
  if (!answer.ok) throw new Error(`${who} of the demo could not sign in (${answer.status})`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return createClient({ baseUrl: `${innerOrigin}/api`, headers: { cookie, origin } })
}

/** Today, or the first day after it, on which a crew still works. */
async function nextWorkingDay({ client, params, now }: City, today: string): Promise<string | null> {
  for (let ahead = 0; ahead < 7; ahead++) {
    const day = addDays(today, ahead)
    if (isWorkable(await client(listShifts, { params, query: { day } }), now)) return day
  }
  return null
}

async function readWork(city: City, day: string): Promise<WorkGiven> {
  const { client, params } = city
  const [crews, shifts, services, hotspots] = await Promise.all([
    client(listCrews, { params }),
    client(listShifts, { params, query: { day } }),
    client(listServices, { params }),
    client(listHotspots, { params, query: { limit: hotspotCount } }),
  ])
  const dense = await inTurns(hotspots, async ({ id }) => ({
    hotspotId: id,
    requests: (await waiting(city, { hotspotId: id })).slice(0, requestsPerOrder),
  }))
  const ofServices = await inTurns(services, ({ code }) => waiting(city, { service: [code] }))
  const hour = (time: string) => instantOf(day, time, city.timeZone).toISOString()
  const working = [...new Set(shifts.map(({ crewId }) => crewId))].slice(0, city.mostCrews)
  return {
    crews: crews.filter(({ id }) => working.includes(id)),
    shifts: shifts.filter(({ crewId }) => working.includes(crewId)),
    services,
    hotspots: dense.filter(({ requests }) => requests.length > 1),
    requests: ofServices.flat(),
    night: { earliestAt: hour('23:00:00'), latestAt: hour('23:59:00') },
    promise: { urgentAt: hour('12:00:00'), restAt: hour('22:00:00') },
  }
}

function crewsWithShifts({ shifts }: WorkGiven): number[] {
  return [...new Set(shifts.map(({ crewId }) => crewId))]
}

function makeOrders({ client, params }: City, day: string, works: ChosenWork['planned']): Promise<number[]> {
  return inTurns(works, async ({ requests, hotspotId, dueAt, earliestAt, latestAt }) => {
    const requestIds = requests.map(({ id }) => id)
    const key = keyOf(day, requestIds[0])
    const body = { idempotencyKey: key, requestIds, hotspotId, dueAt, earliestAt, latestAt }
    return (await patiently(() => client(createWorkOrder, { params, body }))).id
  })
}

/** Waits where a limit on calls is reached, as the door asks. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call()
    } catch (error) {
      const isTooFast = error instanceof ApiError && error.problem.type === 'too-many-requests'
      if (!isTooFast || tries === mostTries) throw error
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds))
    }
  }
}

/** A few at a time, answers in order. */
async function inTurns<T, R>(list: readonly T[], work: (each: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (let first = 0; first < list.length; first += atOnce)
    done.push(...(await Promise.all(list.slice(first, first + atOnce).map(work))))
  return done
}

/** Open requests that no order holds and that wait for nobody else. */
async function waiting(
  { client, params, now }: City,
  filter: { hotspotId?: number; service?: string[] },
): Promise<RequestRow[]> {
  const query = { ...filter, status: [...orderable], isUnordered: true, limit: requestsPerService }
  const { items } = await client(listRequests, { params, query })
  return items.filter(({ requestedAt }) => requestedAt <= now.toISOString())
}

async function untilSolved(
  { client }: City,
  params: { jurisdictionId: string; planId: number; version: number },
) {
  for (let waited = 0; waited < 120; waited++) {
    const { status } = await client(getPlanVersion, { params })
    if (status !== 'solving') return status
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return 'solving'
}

/** A start that was cut off and begins again makes no second order. */
function keyOf(day: string, requestId: number): string {
  const hex = createHash('sha256').update(`demo ${day} ${requestId}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
