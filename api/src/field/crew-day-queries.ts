import { z } from 'zod'
import { asJson, empty, many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { CrewDay, Instant, ShiftResult, type ShiftOperation } from '../contract/index.ts'

const columns = sql`
  crew_id, day::text as day, started_at, ended_at, present, odometer_start_km, odometer_end_km, faults, fault_note,
  break_seconds, on_break_since`

export function findCrewDays(tx: Tx, day: string, crewId?: number): Promise<CrewDay[]> {
  return many(
    tx,
    CrewDay,
    sql`
      select ${columns} from crew_day
      where jurisdiction_id = ${tx.jurisdictionId} and day = ${day}::date
        ${crewId === undefined ? empty : sql`and crew_id = ${crewId}`}
      order by crew_id
      limit 500`,
  )
}

/** Holds a crew's day until the transaction ends; makes it where nothing of it was told yet. Null without such a crew. */
export async function lockCrewDay(tx: Tx, crewId: number, day: string, now: Date): Promise<CrewDay | null> {
  await tx.query(sql`
    insert into crew_day (jurisdiction_id, crew_id, day, updated_at)
    select jurisdiction_id, id, ${day}::date, ${now}
    from crew where jurisdiction_id = ${tx.jurisdictionId} and id = ${crewId}
    on conflict do nothing`)
  return maybeOne(
    tx,
    CrewDay,
    sql`
      select ${columns} from crew_day
      where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${crewId} and day = ${day}::date
      for update`,
  )
}

export async function updateCrewDay(tx: Tx, changed: CrewDay, now: Date): Promise<number> {
  const { version } = await one(
    tx,
    z.object({ version: z.number() }),
    sql`
      update crew_day set started_at = ${changed.startedAt}, ended_at = ${changed.endedAt},
        present = ${changed.present}::text[], odometer_start_km = ${changed.odometerStartKm},
        odometer_end_km = ${changed.odometerEndKm}, faults = ${changed.faults}::text[],
        fault_note = ${changed.faultNote}, break_seconds = ${changed.breakSeconds},
        on_break_since = ${changed.onBreakSince}, version = version + 1, updated_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${changed.crewId} and day = ${changed.day}::date
      returning version`,
  )
  return version
}

const StoredShiftOperation = ShiftResult.extend({ accountId: z.string() })

export function findShiftOperation(tx: Tx, opId: string) {
  return maybeOne(
    tx,
    StoredShiftOperation,
    sql`
      select op_id, outcome, conflict, account_id from operation
      where jurisdiction_id = ${tx.jurisdictionId} and op_id = ${opId}::uuid`,
  )
}

export async function insertShiftOperation(
  tx: Tx,
  operation: ShiftOperation,
  given: Pick<ShiftResult, 'outcome' | 'conflict'> & {
    deviceId: string
    accountId: string
    offsetMs: number
    eventAt: Date
  },
  now: Date,
): Promise<void> {
  const { opId, crewId, sequence, occurredAt, kind, clockOffsetMs: _, ...payload } = operation
  await tx.query(sql`
    insert into operation (jurisdiction_id, op_id, device_id, sequence, account_id, crew_id, kind, payload,
      outcome, conflict, occurred_at, clock_offset_ms, event_at, received_at)
    values (${tx.jurisdictionId}, ${opId}, ${given.deviceId}, ${sequence}, ${given.accountId}, ${crewId}, ${kind},
      ${asJson(payload)}, ${given.outcome}, ${given.conflict && asJson(given.conflict)}, ${occurredAt},
      ${given.offsetMs}, ${given.eventAt}, ${now})`)
}

const ShiftMark = z.object({
  kind: z.enum(['shift_start', 'shift_end', 'break_start', 'break_end']),
  at: Instant,
})
export type ShiftMark = z.output<typeof ShiftMark>

/** All that was told of a crew's shift of a day, from whichever tablet, in the order it was. */
export function findShiftMarks(tx: Tx, crewId: number, day: string): Promise<ShiftMark[]> {
  return many(
    tx,
    ShiftMark,
    sql`
      select kind, event_at as at from operation
      where jurisdiction_id = ${tx.jurisdictionId} and visit_id is null and crew_id = ${crewId}
        and kind in ('shift_start', 'shift_end', 'break_start', 'break_end') and payload ->> 'day' = ${day}
        and outcome <> 'refused'
      order by event_at, sequence, device_id`,
  )
}
