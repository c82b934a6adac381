import type { Tx } from '@dromos/db'
import type { RosterStep } from '../contract/index.ts'
import { deleteShifts, holdRoster } from '../crews/roster-writes.ts'
import { emitLive } from '../live/emit.ts'
import {
  findDayShifts,
  findKeptBetween,
  insertShift,
  isShiftTaken,
  updateShift,
  type DayShift,
} from './day-shift-queries.ts'

interface Step {
  planId: number
  day: string
  from: number
  to: number
  accountId: string | null
}

/**
 * The roster goes with the plan's head: what-ifs that were kept on the way to the one version are taken back, those
 * on the way to the other come again. A shift that is not what they left is somebody else's and stays. Versions go by
 * what was the head when they were made: a re-plan was planned on the roster as it was then, too.
 */
export async function stepRoster(
  tx: Tx,
  now: Date,
  { planId, day, from, to, accountId }: Step,
): Promise<RosterStep[]> {
  const kept = await findKeptBetween(tx, planId, from, to)
  if (kept.length === 0) return []
  await holdRoster(tx)
  const steps = new Map<number, RosterStep['left']>()
  let isWritten = false
  for (const { isLeft, shifts } of inTurn(kept)) {
    const { crewId, before, after } = shifts
    const [expected, wanted] = isLeft ? [after, before] : [before, after]
    const present = await findDayShifts(tx, day, crewId)
    if (isSame(present, wanted)) continue
    const left = isSame(present, expected) ? await whyLeft(tx, now, expected, wanted) : 'changed'
    if (left === null) await writeShifts(tx, expected, wanted, accountId)
    isWritten ||= left === null
    steps.set(crewId, steps.get(crewId) ?? left)
  }
  if (isWritten) emitLive(tx, { entity: 'roster', entityId: 'roster', version: 0 })
  return [...steps].map(([crewId, left]) => ({ crewId, left }))
}

/** Back by the newest first, then forth by the oldest. */
function inTurn<Kept extends { isLeft: boolean }>(newestFirst: readonly Kept[]): Kept[] {
  const back = newestFirst.filter(({ isLeft }) => isLeft)
  return [...back, ...newestFirst.filter(({ isLeft }) => !isLeft).reverse()]
}

async function whyLeft(
  tx: Tx,
  now: Date,
  expected: DayShift[],
  wanted: DayShift[],
): Promise<RosterStep['left']> {
  if ([...expected, ...wanted].some(({ endsAt }) => new Date(endsAt) <= now)) return 'over'
  const ids = expected.map(({ id }) => id)
  for (const shift of wanted) if (await isShiftTaken(tx, shift, ids)) return 'changed'
  return null
}

async function writeShifts(
  tx: Tx,
  expected: DayShift[],
  wanted: DayShift[],
  accountId: string | null,
): Promise<void> {
  const known = new Map(expected.map((shift) => [shift.id, shift]))
  const goes = expected.filter(({ id }) => !wanted.some((shift) => shift.id === id))
  await deleteShifts(
    tx,
    goes.map(({ id }) => id),
  )
  for (const shift of wanted) {
    const present = known.get(shift.id)
    if (!present) await insertShift(tx, shift, accountId)
    else if (!isSame([present], [shift])) await updateShift(tx, shift, accountId)
  }
}

/** Both come from one query, so their fields stand in one order. */
export function isSame(shifts: readonly DayShift[], others: readonly DayShift[]): boolean {
  return JSON.stringify(shifts) === JSON.stringify(others)
}
