import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import {
  type addOrderSchedule,
  type changeOrderSchedule,
  mostSections,
  type OrderSchedule,
} from '../contract/index.ts'
import { badInput, notFound } from '../http/problems.ts'
import { said } from '../http/said.ts'
import { addDays, dayOf } from '../jurisdictions/city-time.ts'
import type { CityCalendar } from '../jurisdictions/holidays.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { findAreaAt, isInsideCity } from '../places/queries.ts'
import { findStreet, findStretches } from '../places/stretch-queries.ts'
import { listOrderedServices } from '../work-orders/order-queries.ts'
import { cutStreet, type Section } from './cut-street.ts'
import { makeScheduledOrders } from './make-orders.ts'
import { occurrencesBetween } from './occurrences.ts'
import {
  findSchedule,
  findSchedules,
  insertSchedule,
  type PlaceToStore,
  type ScheduleRow,
  updateSchedule,
} from './schedule-queries.ts'
import { findMiddle, replaceSections } from './section-queries.ts'

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
  demandOneKind({ ...given, isAlongStreet: given.street !== undefined })
  const { place, sections } = await placeWork(tx, given)
  const title = given.title ?? [service.name, place.address].filter(Boolean).join(' · ').slice(0, 200)
  const at = context.clock.now()
  const { id, isNew } = await insertSchedule(tx, { ...given, ...place, title, accountId, at })
  if (isNew) await replaceSections(tx, id, sections)
  return settle(tx, context, id)
}

/** Resting makes no orders; going on makes those that are near, as do another rhythm and another first day. */
export async function changeSchedule(
  tx: Tx,
  context: Context,
  id: number,
  { place, street, ...change }: Change,
): Promise<OrderSchedule> {
  const before = await findSchedule(tx, id)
  if (!before) throw notFound('order schedule', id)
  const isAlongStreet = street !== undefined || (before.street !== null && !place)
  const after = { ...before, ...said(change) }
  // what is along a street no more has nothing to measure
  if (!isAlongStreet && change.minutesPer100m === undefined) after.minutesPer100m = null
  demandOneKind({ ...after, isAlongStreet })
  const moved = place || street ? await placeWork(tx, { ...place, street }) : null
  await updateSchedule(tx, after, moved?.place ?? null, context.clock.now())
  if (moved) await replaceSections(tx, id, moved.sections)
  return settle(tx, context, id)
}

interface Kind {
  isAlongStreet: boolean
  assetCode?: string | null | undefined
  minutes?: number | null | undefined
  minutesPer100m?: number | null | undefined
}

function demandOneKind({ isAlongStreet, assetCode, minutes, minutesPer100m }: Kind): void {
  if (isAlongStreet && assetCode)
    throw badInput('Work is of a thing or along a street, not both', [
      { path: 'body.assetCode', message: 'unknown' },
    ])
  if (typeof minutesPer100m !== 'number') return
  if (!isAlongStreet || typeof minutes === 'number')
    throw badInput('Only work along a street takes minutes by its length, and then no fixed ones', [
      { path: 'body.minutesPer100m', message: 'unknown' },
    ])
}

interface Placed {
  place: PlaceToStore
  sections: Section[]
}

/** A place as it is given, or a street cut into its sections, with the point that stands for it on a map. */
async function placeWork(tx: Tx, given: Pick<Given, 'location' | 'street' | 'address'>): Promise<Placed> {
  if ((given.location === undefined) === (given.street === undefined))
    throw badInput('Name a place or a street, not both', [{ path: 'body.location', message: 'missing' }])
  if (given.street) return placeStreet(tx, given.street)
  const location = given.location!
  if (!(await isInsideCity(tx, location))) throw badInput('This place lies outside the city')
  const area = await findAreaAt(tx, location)
  const place = { location, address: given.address ?? null, areaId: area?.id ?? null, street: null }
  return { place, sections: [] }
}

async function placeStreet(tx: Tx, asked: NonNullable<Given['street']>): Promise<Placed> {
  const street = await findStreet(tx, asked.streetId)
  if (!street)
    throw badInput('There is no such street', [{ path: 'body.street.streetId', message: 'unknown' }])
  const known = await findStretches(tx, street.id)
  const wanted = new Set(asked.stretchIds ?? known.map(({ id }) => id))
  const stretches = known.filter(({ id }) => wanted.has(id))
  if (stretches.length < wanted.size || stretches.length === 0)
    throw badInput('Some stretches are not of this street', [
      { path: 'body.street.stretchIds', message: 'unknown' },
    ])
  const sections = cutStreet(stretches, asked.sectionMeters ?? undefined)
  if (sections.length > mostSections)
    throw badInput('So short sections make too many orders at a time', [
      { path: 'body.street.sectionMeters', message: 'too short' },
    ])
  const location = await findMiddle(
    tx,
    sections.flatMap(({ lines }) => lines),
  )
  const area = await findAreaAt(tx, location)
  const stretchIds = stretches.map(({ id }) => id)
  const { id: streetId, name } = street
  return {
    place: {
      location,
      address: name,
      areaId: area?.id ?? null,
      street: { streetId, name, stretchIds, sectionMeters: asked.sectionMeters },
    },
    sections,
  }
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
