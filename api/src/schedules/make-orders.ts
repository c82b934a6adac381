import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { addDays, dayOf, instantOf } from '../jurisdictions/city-time.ts'
import type { CityCalendar } from '../jurisdictions/holidays.ts'
import { emitLive } from '../live/emit.ts'
import { orderChange } from '../work-orders/move-orders.ts'
import { recordOrderEvents } from '../work-orders/record-events.ts'
import { occurrencesBetween } from './occurrences.ts'
import { insertOccurrence, type ScheduleRow } from './schedule-queries.ts'

/**
 * Makes the orders of a schedule whose day is near. An occurrence makes one order, however often this is done;
 * what nobody made before its day is over is left out.
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
    const order = await insertOccurrence(tx, {
      scheduleId: schedule.id,
      occursOn,
      earliestAt: instantOf(day, '00:00:00', timeZone),
      dueAt: instantOf(day, '23:59:00', timeZone),
      now,
    })
    if (!order) continue
    recordOrderEvents(tx, [
      {
        workOrderId: order.id,
        kind: 'created',
        to: 'ready',
        actor: { kind: 'system' },
        channel: 'schedule',
        data: { scheduleId: schedule.id, occursOn, day },
        occurredAt: now,
        receivedAt: now,
      },
    ])
    emitLive(tx, orderChange(order))
    made.push(order.id)
  }
  return made
}
