import {
  createClient,
  createWorkOrder,
  getPlanVersion,
  listHotspots,
  listPlans,
  listRequests,
  listShifts,
  publishPlanVersion,
  solvePlan,
  type Client,
  type RequestRow,
} from '@dromos/api/contract'
import { createHash } from 'node:crypto'
import { addDays, dayOf } from '../../api/src/jurisdictions/city-time.ts'
import { demoPassword } from './write-accounts.ts'

export interface DemoDayOptions {
  /** where the running product is reached from here */
  innerOrigin: string
  /** the address people see: what its doors ask for */
  origin: string
  jurisdictionId: string
  timeZone: string
  now: Date
  onProgress?: (text: string) => void
}

interface City {
  client: Client
  params: { jurisdictionId: string }
}

const ordersFromHotspots = 40
const ordersFromRequests = 60
/** the share of orders that waits for the dispatcher */
const leftOver = 0.25
const solveSeconds = 4
const longestMinutes = 240
const requestsPerOrder = 12
const orderable = ['received', 'triaged', 'accepted', 'reopened'] as const

/**
 * Lives the dispatcher's morning of a demo city on the running product, through its own doors: orders from the
 * largest hotspots and the most urgent requests, a plan of the day, published. Does nothing when the day has one.
 */
export async function runDemoDay(options: DemoDayOptions): Promise<void> {
  const { jurisdictionId, timeZone, now, onProgress = () => {} } = options
  const city: City = { client: await signIn(options), params: { jurisdictionId } }
  const day = await nextWorkingDay(city, dayOf(now, timeZone))
  if (!day) return
  if ((await city.client(listPlans, { params: city.params, query: { day } })).length > 0) return
  onProgress('work orders')
  const orderIds = [...(await orderHotspots(city, day)), ...(await orderRequests(city, day))]
  onProgress('planning')
  const chosen = orderIds.slice(0, Math.ceil(orderIds.length * (1 - leftOver)))
  if (chosen.length === 0) return
  const started = await city.client(solvePlan, {
    params: city.params,
    body: { day, workOrderIds: chosen, seconds: solveSeconds },
  })
  const { planId, version } = started
  const params = { ...city.params, planId, version }
  const status = await untilSolved(city, params)
  if (status !== 'optimised') return
  onProgress('publishing')
  await city.client(publishPlanVersion, { params, body: {} })
}

async function signIn({ innerOrigin, origin, jurisdictionId }: DemoDayOptions): Promise<Client> {
  const answer = await fetch(`${innerOrigin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email: `dispatcher@${jurisdictionId}.demo`, password: demoPassword }),
  })
  if (!answer.ok) throw new Error(`the demo dispatcher could not sign in (${answer.status})`)
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return createClient({ baseUrl: `${innerOrigin}/api`, headers: { cookie, origin } })
}

/** Today, or the first day after it on which a crew works. */
async function nextWorkingDay({ client, params }: City, today: string): Promise<string | null> {
  for (let ahead = 0; ahead < 7; ahead++) {
    const day = addDays(today, ahead)
    if ((await client(listShifts, { params, query: { day } })).length > 0) return day
  }
  return null
}

async function orderHotspots(city: City, day: string): Promise<number[]> {
  const { client, params } = city
  const hotspots = await client(listHotspots, { params, query: { limit: ordersFromHotspots } })
  const ids: number[] = []
  for (const hotspot of hotspots) {
    const requests = (await waiting(city, { hotspotId: hotspot.id })).slice(0, requestsPerOrder)
    if (requests.length === 0) continue
    const body = {
      idempotencyKey: keyOf(day, 'hotspot', requests[0].id),
      requestIds: requests.map(({ id }) => id),
      hotspotId: hotspot.id,
    }
    const order = await client(createWorkOrder, { params, body })
    if (order.durationMinutes <= longestMinutes) ids.push(order.id)
  }
  return ids
}

async function orderRequests(city: City, day: string): Promise<number[]> {
  const { client, params } = city
  const requests = await waiting(city, {})
  const urgent = requests.toSorted((a, b) => b.priority - a.priority || a.dueAt.localeCompare(b.dueAt))
  const ids: number[] = []
  for (const request of urgent.slice(0, ordersFromRequests)) {
    const body = { idempotencyKey: keyOf(day, 'request', request.id), requestIds: [request.id] }
    ids.push((await client(createWorkOrder, { params, body })).id)
  }
  return ids
}

/** Open requests that no order holds and that wait for nobody else. */
async function waiting({ client, params }: City, filter: { hotspotId?: number }): Promise<RequestRow[]> {
  const query = { ...filter, status: [...orderable], isUnordered: true, limit: 200 }
  return (await client(listRequests, { params, query })).items
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
function keyOf(day: string, kind: string, id: number): string {
  const hex = createHash('sha256').update(`demo ${day} ${kind} ${id}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
