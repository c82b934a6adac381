import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { measureLabour, type CrewDay, type ShiftOperation, type ShiftResult } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import type { Sender } from './apply-operation.ts'
import {
  findBreakMarks,
  findShiftOperation,
  insertShiftOperation,
  lockCrewDay,
  updateCrewDay,
} from './crew-day-queries.ts'
import { isDispatching } from './run-sheet.ts'
import { boundedTime, chooseOffset } from './visit-lifecycle.ts'

const dayMilliseconds = 24 * 3600 * 1000

/** Carries out what a crew told of its shift; sent again it answers the same and does nothing. */
export async function tellShift(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  operation: ShiftOperation,
  sender: Sender,
): Promise<ShiftResult> {
  const { opId, crewId, day } = operation
  const now = clock.now()
  const isOwn = isDispatching(sender) || sender.crewIds.includes(crewId)
  const refused: ShiftResult = { opId, outcome: 'refused', conflict: null }
  if (!isOwn || sender.isRevoked) return refused
  const standing = await lockCrewDay(tx, crewId, day, now)
  if (!standing) return refused
  const before = await findShiftOperation(tx, opId)
  if (before) {
    const { accountId, ...result } = before
    return accountId === sender.accountId ? result : refused
  }
  const offsetMs = chooseOffset(operation.clockOffsetMs, sender.offsetMs)
  // a night's shift begins the evening before by no clock of ours
  const earliest = new Date(Date.parse(day) - dayMilliseconds)
  const eventAt = boundedTime(new Date(operation.occurredAt), offsetMs, earliest, now)
  const { changed, ...judged } = judgeShift(operation, standing, eventAt.toISOString())
  await insertShiftOperation(tx, operation, { ...sender, ...judged, offsetMs, eventAt }, now)
  const rested = operation.kind.startsWith('break') ? await measureBreaks(tx, crewId, day) : {}
  const version = await updateCrewDay(tx, { ...changed, ...rested }, now)
  await emitLive(tx, { entity: 'crew', entityId: crewId, version })
  return { opId, ...judged }
}

type Judged = Pick<ShiftResult, 'outcome' | 'conflict'> & { changed: CrewDay }

/** Of two tablets that tell one shift nothing is lost: the earliest start, the latest end, all who are there, all faults. */
export function judgeShift(operation: ShiftOperation, standing: CrewDay, at: string): Judged {
  if (operation.kind === 'break_start' || operation.kind === 'break_end')
    return { outcome: 'applied', conflict: null, changed: standing }
  const { odometerKm, faults, note } = operation
  const isStart = operation.kind === 'shift_start'
  const told = isStart ? standing.odometerStartKm : standing.odometerEndKm
  const isFirst = (isStart ? standing.startedAt : standing.endedAt) === null
  const isContested = odometerKm !== null && told !== null && odometerKm !== told
  const checked = {
    ...standing,
    faults: [...new Set([...standing.faults, ...faults])],
    faultNote: joined(standing.faultNote, note),
  }
  const changed = isStart
    ? {
        ...checked,
        startedAt: earlier(standing.startedAt, at),
        // who goes on after an end has not ended
        endedAt: standing.endedAt !== null && at > standing.endedAt ? null : standing.endedAt,
        present: [...new Set([...standing.present, ...operation.present])].slice(0, 30),
        odometerStartKm: told ?? odometerKm,
      }
    : { ...checked, endedAt: later(standing.endedAt, at), odometerEndKm: told ?? odometerKm }
  if (!isContested) return { outcome: isFirst ? 'applied' : 'merged', conflict: null, changed }
  return { outcome: 'conflict', conflict: { yours: String(odometerKm), theirs: String(told) }, changed }
}

async function measureBreaks(
  tx: Tx,
  crewId: number,
  day: string,
): Promise<Pick<CrewDay, 'breakSeconds' | 'onBreakSince'>> {
  const marks = await findBreakMarks(tx, crewId, day)
  const { seconds, since } = measureLabour(
    marks.map(({ kind, at }) => ({ kind: kind === 'break_start' ? 'start' : 'stop', at })),
  )
  return { breakSeconds: seconds, onBreakSince: since }
}

function earlier(one: string | null, other: string): string {
  return one !== null && one < other ? one : other
}

function later(one: string | null, other: string): string {
  return one !== null && one > other ? one : other
}

function joined(note: string | null, more: string | undefined): string | null {
  const parts = new Set([...(note ?? '').split('\n'), more ?? ''].filter(Boolean))
  return parts.size > 0 ? [...parts].join('\n').slice(0, 1000) : null
}
