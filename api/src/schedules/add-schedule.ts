import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { addOrderSchedule, changeOrderSchedule, OrderSchedule } from '../contract/index.ts'
import { badInput, notFound } from '../http/problems.ts'
import { said } from '../http/said.ts'
import { addDays, dayOf } from '../jurisdictions/city-time.ts'
import type { CityCalendar } from '../jurisdictions/holidays.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { findAreaAt, isInsideCity } from '../places/queries.ts'
import { listOrderedServices } from '../work-orders/order-queries.ts'
import { makeScheduledOrders } from './make-orders.ts'
import { occurrencesBetween } from './occurrences.ts'
import {
  findSchedule,
  findSchedules,
  insertSchedule,
  type ScheduleRow,
  updateSchedule,
} from './schedule-queries.ts'

type Given = z.output<(typeof addOrderSchedule)['body']>
type Change = z.output<(typeof changeOrderSchedule)['body']>

/** So many days ahead are told, as far as a schedule of two years needs. */
const toldDays = 3
const farthestDays = 3 * 7 * 104

export async function listSchedules(tx: Tx, { clock }: Pick<Context, 'clock'>): Promise<OrderSchedule[]> {
  const calendar = await findCalendar(tx)
  const now = clock.now()
  return (await findSchedules(tx)).map((row) => told(row, calendar, now))
}

export async function addSchedule(
  tx: Tx,
  context: Context,
  given: Given,
  accountId: string | null,
): Promise<OrderSchedule> {
  const service = (await listOrderedServices(tx)).get(given.serviceCode)
  if (!service) throw badInput('There is no such service', [{ path: 'body.serviceCode', message: 'unknown' }])
  if (!(await isInsideCity(tx, given.location))) throw badInput('This place lies outside the city')
  const area = await findAreaAt(tx, given.location)
  const title = given.title ?? [service.name, given.address].filter(Boolean).join(' · ').slice(0, 200)
  const at = context.clock.now()
  const id = await insertSchedule(tx, { ...given, title, areaId: area?.id ?? null, accountId, at })
  return settle(tx, context, id)
}

/** Resting makes no orders; going on makes those that are near, as do another rhythm and another first day. */
export async function changeSchedule(
  tx: Tx,
  context: Context,
  id: number,
  { place, ...change }: Change,
): Promise<OrderSchedule> {
  const before = await findSchedule(tx, id)
  if (!before) throw notFound('order schedule', id)
  if (place && !(await isInsideCity(tx, place.location))) throw badInput('This place lies outside the city')
  const area = place && (await findAreaAt(tx, place.location))
  const at = place && { ...place, address: place.address ?? null, areaId: area?.id ?? null }
  await updateSchedule(tx, { ...before, ...said(change) }, at ?? null, context.clock.now())
  return settle(tx, context, id)
}

async function settle(tx: Tx, context: Context, id: number): Promise<OrderSchedule> {
  const calendar = await findCalendar(tx)
  await makeScheduledOrders(tx, context, (await findSchedule(tx, id))!, calendar)
  return told((await findSchedule(tx, id))!, calendar, context.clock.now())
}

function told(row: ScheduleRow, { timeZone, isHoliday }: CityCalendar, now: Date): OrderSchedule {
  const today = dayOf(now, timeZone)
  const from = row.startsOn > today ? row.startsOn : today
  const days = row.isActive
    ? occurrencesBetween(
        row,
        today,
        addDays(from, Math.min(farthestDays, 7 * row.everyWeeks * toldDays)),
        isHoliday,
      )
    : []
  return { ...row, nextDays: days.slice(0, toldDays).map(({ day }) => day) }
}
