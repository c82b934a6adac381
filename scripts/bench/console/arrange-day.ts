import {
  createWorkOrder,
  getPlanVersion,
  listCrews,
  listPlans,
  listRequests,
  listServices,
  solvePlan,
  type Client,
} from '@dromos/api/contract'
import { randomUUID } from 'node:crypto'
import { sql, type Database } from '@dromos/db'
import { dayOf } from '../../../api/src/jurisdictions/city-time.ts'
import { signInAs } from '../../seed/demo-day.ts'

export const city = 'athens'
const params = { jurisdictionId: city }
const minutesEach = 10
const orderable = ['received', 'triaged', 'accepted', 'reopened'] as const
/** more are ordered than are wanted, as some fit no crew */
const spare = 1.06

export interface BenchDay {
  day: string
  planId: number
  crewCount: number
  stopCount: number
  client: Client
}

/** Tomorrow with so many crews at work and so many stops planned for them; made once, kept for the runs that follow. */
export async function arrangeDay(
  owner: Database,
  origin: string,
  wanted: { stops: number; crews: number },
): Promise<BenchDay> {
  const given = { innerOrigin: origin, origin, jurisdictionId: city }
  const client: Client = await signInAs(given, 'dispatcher')
  const day = dayOf(new Date(Date.now() + 86_400_000), 'Europe/Athens')
  const found = await findDay(client, day, wanted.stops)
  if (found) return { ...found, client }
  console.log('ordering and planning the day')
  const crewIds = await giveShifts(owner, client, day, wanted.crews)
  const workOrderIds = await order(client, crewIds, Math.ceil(wanted.stops * spare))
  const { planId, version } = await client(solvePlan, {
    params,
    body: { day, crewIds, workOrderIds, seconds: 30, seed: 1 },
  })
  for (;;) {
    const detail = await client(getPlanVersion, { params: { ...params, planId, version } })
    if (detail.status !== 'solving') break
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  const made = await findDay(client, day, 0)
  if (!made || made.planId !== planId) throw new Error('the day was not planned')
  return { ...made, client }
}

async function findDay(client: Client, day: string, stops: number): Promise<Omit<BenchDay, 'client'> | null> {
  const plan = (await client(listPlans, { params, query: { day } })).findLast(
    ({ headVersion }) => headVersion !== null,
  )
  if (!plan) return null
  const version = plan.headVersion!
  const { routes } = await client(getPlanVersion, { params: { ...params, planId: plan.id, version } })
  const stopCount = routes.flatMap((route) => route.stops).filter(({ kind }) => kind === 'task').length
  return stopCount < stops * 0.97 ? null : { day, planId: plan.id, crewCount: routes.length, stopCount }
}

/** One shift for the city's first crews, so short that the work needs all of them. */
async function giveShifts(owner: Database, client: Client, day: string, count: number): Promise<number[]> {
  const crews = (await client(listCrews, { params })).filter(({ vehicle }) => vehicle !== null)
  const crewIds = crews.slice(0, count).map(({ id }) => id)
  await owner.query(sql`
    delete from shift where jurisdiction_id = ${city} and lower(during)::date = ${day}::date`)
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during, break_minutes)
    select ${city}, id, tstzrange((${day}::date + time '06:30') at time zone 'Europe/Athens',
      (${day}::date + time '14:15') at time zone 'Europe/Athens'), 30
    from unnest(${crewIds}::integer[]) as id`)
  return crewIds
}

/** Short jobs without skills: the oldest open requests that each crew's vehicle can do, crew by crew in turn. */
async function order(client: Client, crewIds: number[], count: number): Promise<number[]> {
  const services = await client(listServices, { params })
  const waiting = new Map<string, number[]>()
  for (const { code } of services) {
    const query = { service: [code], isUnordered: true, status: [...orderable], limit: 500 }
    const { items } = await client(listRequests, { params, query })
    waiting.set(
      code,
      items.map(({ id }) => id),
    )
  }
  const crews = (await client(listCrews, { params })).filter(({ id }) => crewIds.includes(id))
  const codes = crews.map(({ vehicle }) =>
    services
      .filter(({ vehicleFeatures }) =>
        vehicleFeatures.every((feature) => vehicle!.features.includes(feature)),
      )
      .map(({ code }) => code),
  )
  const made: number[] = []
  for (let turn = 0; made.length < count; turn++) {
    const fit = codes[turn % codes.length].filter((code) => waiting.get(code)!.length > 0)
    const most = fit.toSorted((a, b) => waiting.get(b)!.length - waiting.get(a)!.length)[0]
    if (most === undefined) throw new Error(`only ${made.length} of ${count} orders could be made`)
    const requestIds = [waiting.get(most)!.pop()!]
    const body = { idempotencyKey: randomUUID(), requestIds, durationMinutes: minutesEach, skills: [] }
    made.push((await client(createWorkOrder, { params, body })).id)
  }
  return made
}
