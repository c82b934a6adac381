import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { addDays, dayOf, instantOf } from '../jurisdictions/city-time.ts'
import type { CityCalendar } from '../jurisdictions/holidays.ts'
import { emitLive } from '../live/emit.ts'
import { insertLink } from '../work-orders/link-queries.ts'
import { orderChange } from '../work-orders/move-orders.ts'
import { recordOrderEvents } from '../work-orders/record-events.ts'
import { insertOccurrence, type OccurrenceToMake } from './occurrence-queries.ts'
import { occurrencesBetween } from './occurrences.ts'
import type { ScheduleRow } from './schedule-queries.ts'

/**
 * Makes the orders of a schedule whose day is near. An occurrence makes one order, or one for each section of its
 * street, however often this is done; what nobody made before its day is over is left out.
 */
export async function makeScheduledOrders(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  schedule: ScheduleRow,
  { timeZone, isHoliday }: CityCalendar,
): Promise<number[]> {
  if (!schedule.isActive) return []
  const now = clock.now()
  const today = dayOf(now, timeZone)
  const made: number[] = []
  for (const { occursOn, day } of occurrencesBetween(
    schedule,
    today,
    addDays(today, schedule.leadDays),
    isHoliday,
  )) {
    const orders = await makeOccurrence(
      tx,
      {
        scheduleId: schedule.id,
        occursOn,
        partCount: schedule.street?.sectionCount ?? 1,
        earliestAt: instantOf(day, '00:00:00', timeZone),
        dueAt: instantOf(day, '23:59:00', timeZone),
        now,
      },
      day,
    )
    made.push(...orders)
  }
  return made
}

/** Sections of a street are worked one after the other. */
async function makeOccurrence(
  tx: Tx,
  occurrence: Omit<OccurrenceToMake, 'part'>,
  day: string,
): Promise<number[]> {
  const { scheduleId, occursOn, partCount, now } = occurrence
  const made: number[] = []
  let before: number | null = null
  for (let part = 1; part <= partCount; part++) {
    const order = await insertOccurrence(tx, { ...occurrence, part })
    // made before, of the sections that there were then
    if (!order) break
    const otherTaskId = order.taskId
    if (before !== null)
      await insertLink(tx, { kind: 'before', taskId: before, otherTaskId, accountId: null }, now)
    before = otherTaskId
    recordOrderEvents(tx, [
      {
        workOrderId: order.id,
        kind: 'created',
        to: 'ready',
        actor: { kind: 'system' },
        channel: 'schedule',
        data: { scheduleId, occursOn, day, ...(partCount > 1 ? { part, partCount } : {}) },
        occurredAt: now,
        receivedAt: now,
      },
    ])
    emitLive(tx, orderChange(order))
    made.push(order.id)
  }
  return made
}
