import {
  createWorkOrder,
  describePlace,
  getPlanVersion,
  listCrews,
  listPlans,
  listRequests,
  listServices,
  listShifts,
  publishPlanVersion,
  reportRequest,
  solvePlan,
  trackRequest,
  type CallOf,
  type Client,
  type Crew,
  type LonLat,
} from '@dromos/api/contract'
import { expect, vi } from 'vitest'
import { addDays, dayOf } from '../../api/src/jurisdictions/city-time.ts'
import { inCity } from './browser.ts'

export const patience = { timeout: 60_000, interval: 200 }

export const today = (): string => dayOf(new Date(), 'Europe/Athens')

/**
 * A day after tomorrow on which most crews work and that nobody has planned: each journey finds its own, and the
 * hour of the clock never matters.
 */
export async function freeDay(client: Client): Promise<string> {
  const crews = await client(listCrews, { params: inCity })
  for (let ahead = 2; ahead <= 14; ahead++) {
    const query = { day: addDays(today(), ahead) }
    const shifts = await client(listShifts, { params: inCity, query })
    if (shifts.length * 2 < crews.length) continue
    if ((await client(listPlans, { params: inCity, query })).length === 0) return query.day
  }
  throw new Error('Every day of the roster is planned')
}

/** A crew that has the skill and works the morning of the day. */
export async function crewWith(client: Client, skill: string, day: string): Promise<Crew> {
  const crews = await client(listCrews, { params: inCity })
  const shifts = await client(listShifts, { params: inCity, query: { day } })
  const crew = crews.find(
    ({ id, skills }) => skills.includes(skill) && shifts.some(({ crewId }) => crewId === id),
  )
  if (!crew) throw new Error(`No crew with ${skill} works on ${day}`)
  return crew
}

/** The middle of the city moved by meters. */
export async function pointInCity(client: Client, east: number, north: number): Promise<LonLat> {
  const location: LonLat = [23.679 + east / 88_000, 37.992 + north / 111_000]
  const { isInside } = await client(describePlace, {
    params: inCity,
    query: { lon: location[0], lat: location[1] },
  })
  expect(isInside).toBe(true)
  return location
}

/** A report as any client of the API may send it; required questions get their first answer. */
export async function report(
  client: Client,
  serviceCode: string,
  location: LonLat,
  more: Partial<CallOf<typeof reportRequest>['body']> = {},
): Promise<{ id: number; publicId: string }> {
  const services = await client(listServices, { params: inCity })
  const asked = services.find(({ code }) => code === serviceCode)!.attributes
  const answers = asked.flatMap(({ code, isRequired, options }) =>
    isRequired ? [[code, options[0]?.key ?? '1']] : [],
  )
  const { publicId } = await client(reportRequest, {
    params: inCity,
    body: {
      idempotencyKey: crypto.randomUUID(),
      serviceCode,
      location,
      attributes: Object.fromEntries(answers),
      ...more,
    },
  })
  return { publicId, id: await idOf(client, serviceCode, publicId) }
}

/** The number staff know a report by. */
export async function idOf(client: Client, serviceCode: string, publicId: string): Promise<number> {
  const query = { service: [serviceCode], limit: 200 }
  const { items } = await client(listRequests, { params: inCity, query })
  return items.find((row) => row.publicId === publicId)!.id
}

export async function statusOf(client: Client, publicId: string): Promise<string> {
  return (await client(trackRequest, { params: { ...inCity, publicId } })).status
}

/** One order for each of the requests. */
export async function orderEach(client: Client, requestIds: number[]): Promise<number[]> {
  const ids: number[] = []
  for (const id of requestIds) {
    const body = { idempotencyKey: crypto.randomUUID(), requestIds: [id] }
    ids.push((await client(createWorkOrder, { params: inCity, body })).id)
  }
  return ids
}

/** Plans the orders for some crews on a day and publishes the plan. */
export async function publishDay(
  client: Client,
  day: string,
  workOrderIds: number[],
  crewIds: number[],
): Promise<{ planId: number; version: number }> {
  const started = await client(solvePlan, {
    params: inCity,
    body: { day, workOrderIds, crewIds, seconds: 1 },
  })
  const { planId, version } = started
  const params = { ...inCity, planId, version }
  await vi.waitFor(async () => {
    expect((await client(getPlanVersion, { params })).status).toBe('optimised')
  }, patience)
  const { unassigned } = await client(getPlanVersion, { params })
  expect(unassigned).toEqual([])
  await client(publishPlanVersion, { params, body: {} })
  return { planId, version }
}
