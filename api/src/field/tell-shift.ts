import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { measureLabour, type CrewDay, type ShiftOperation, type ShiftResult } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import type { Sender } from './apply-operation.ts'
import {
  findShiftMarks,
  findShiftOperation,
  insertShiftOperation,
  lockCrewDay,
  updateCrewDay,
  type ShiftMark,
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
  const course = courseOf(await findShiftMarks(tx, crewId, day))
  const version = await updateCrewDay(tx, { ...changed, ...course }, now)
  emitLive(tx, { entity: 'crew', entityId: crewId, version })
  return { opId, ...judged }
}

type Judged = Pick<ShiftResult, 'outcome' | 'conflict'> & { changed: CrewDay }

/** Of two tablets that tell one shift nothing is lost: the earliest start, all who are there, all faults. */
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
        present: [...new Set([...standing.present, ...operation.present])].slice(0, 30),
        odometerStartKm: told ?? odometerKm,
      }
    : { ...checked, odometerEndKm: told ?? odometerKm }
  if (!isContested) return { outcome: isFirst ? 'applied' : 'merged', conflict: null, changed }
  return { outcome: 'conflict', conflict: { yours: String(odometerKm), theirs: String(told) }, changed }
}

/** Until when a shift goes and when it rests: by when things were, whenever they came. */
export function courseOf(
  marks: readonly ShiftMark[],
): Pick<CrewDay, 'endedAt' | 'breakSeconds' | 'onBreakSince'> {
  const last = marks.findLast(({ kind }) => kind === 'shift_start' || kind === 'shift_end')
  const { seconds, since } = measureLabour(
    marks
      .filter(({ kind }) => kind !== 'shift_start')
      // nobody rests once the shift is over
      .map(({ kind, at }) => ({ kind: kind === 'break_start' ? 'start' : 'stop', at })),
  )
  return {
    // who goes on after an end has not ended
    endedAt: last?.kind === 'shift_end' ? last.at : null,
    breakSeconds: seconds,
    onBreakSince: since,
  }
}

function earlier(one: string | null, other: string): string {
  return one !== null && one < other ? one : other
}

function joined(note: string | null, more: string | undefined): string | null {
  const parts = new Set([...(note ?? '').split('\n'), more ?? ''].filter(Boolean))
  return parts.size > 0 ? [...parts].join('\n').slice(0, 1000) : null
}
