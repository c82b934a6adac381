import type { CrewDay, ShiftOperation } from '@dromos/api/contract'

export type ShiftState = Pick<CrewDay, 'startedAt' | 'endedAt' | 'onBreakSince' | 'odometerStartKm'>

/** A crew's shift as the city knows it, with what was told since on this tablet. */
export function shiftState(
  known: CrewDay | null | undefined,
  pending: readonly { operation: ShiftOperation }[],
  { crewId, day }: { crewId: number; day: string },
): ShiftState {
  const { startedAt = null, endedAt = null, onBreakSince = null, odometerStartKm = null } = known ?? {}
  return pending
    .map(({ operation }) => operation)
    .filter((operation) => operation.crewId === crewId && operation.day === day)
    .reduce(applyShift, { startedAt, endedAt, onBreakSince, odometerStartKm })
}

function applyShift(state: ShiftState, operation: ShiftOperation): ShiftState {
  const { kind, occurredAt: at } = operation
  if (kind === 'break_start') return { ...state, onBreakSince: state.onBreakSince ?? at }
  if (kind === 'break_end') return { ...state, onBreakSince: null }
  if (kind === 'shift_end') return { ...state, endedAt: at, onBreakSince: null }
  const { startedAt, odometerStartKm } = state
  return {
    ...state,
    startedAt: startedAt ?? at,
    endedAt: null,
    odometerStartKm: odometerStartKm ?? operation.odometerKm,
  }
}
