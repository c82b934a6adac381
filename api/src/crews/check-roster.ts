import type { AbsencePlan, RosterChange, ShiftPlan } from '../contract/index.ts'
import { badInput, notAllowedNow, type FieldError } from '../http/problems.ts'
import { addDays, dayOf } from '../jurisdictions/city-time.ts'
import {
  faultOfCrew,
  faultOfDepot,
  faultOfMember,
  faultOfVehicle,
  mostDaysAhead,
  type Fault,
  type Register,
} from './check-register.ts'

/** a shift is a working day, or a night */
const longestShiftMilliseconds = 16 * 3_600_000
const longestSpanDays = 366

export interface Known extends Register {
  now: Date
  timezone: string
}

/** Refuses changes to what cannot be; what has been is left to `demandAhead`. */
export function demandSound(changes: readonly RosterChange[], known: Known): void {
  const errors = changes.flatMap((change, index) => {
    const found = faultOf(change, known)
    return found ? [{ path: `body.changes.${index}.to.${found[0]}`, message: found[1] } as FieldError] : []
  })
  if (errors.length > 0) throw badInput('Some of this cannot be so in a roster', errors.slice(0, 20))
}

function faultOf(change: RosterChange, known: Known): Fault {
  if (change.to === null) return null
  const { members, vehicles } = known
  switch (change.kind) {
    case 'shift':
      return faultOfShift(change.to, known)
    case 'absence':
      if (!has(members, change.to.memberId)) return ['memberId', 'unknown']
      return faultOfSpan(change.to, known)
    case 'service':
      if (!has(vehicles, change.to.vehicleId)) return ['vehicleId', 'unknown']
      return faultOfSpan(change.to, known)
    case 'zone':
      return change.to.crewIds.every((id) => has(known.crews, id))
        ? null
        : ['crewIds', 'There is no such crew']
    case 'member':
      return faultOfMember(change.id, change.to, known)
    case 'vehicle':
      return faultOfVehicle(change.id, change.to, known)
    case 'crew':
      return faultOfCrew(change.id, change.to, known)
    case 'depot':
      return faultOfDepot(change.id, change.to, known)
  }
}

function faultOfShift(to: ShiftPlan, { crews, members, vehicles, now, timezone }: Known): Fault {
  const length = Date.parse(to.endsAt) - Date.parse(to.startsAt)
  if (!(length > 0) || length > longestShiftMilliseconds)
    return ['endsAt', 'A shift ends within sixteen hours of its beginning']
  if (dayOf(new Date(to.startsAt), timezone) > farthestDay(now, timezone))
    return ['startsAt', 'This day is too far ahead']
  if (!isBreakInside(to)) return ['breakFrom', 'The break lies inside the shift, and has room in its window']
  if (!has(crews, to.crewId)) return ['crewId', 'There is no such crew']
  if (to.vehicleId !== null && !has(vehicles, to.vehicleId)) return ['vehicleId', 'unknown']
  if (new Set(to.memberIds).size < to.memberIds.length) return ['memberIds', 'This exists already']
  return to.memberIds.every((id) => has(members, id)) ? null : ['memberIds', 'unknown']
}

function isBreakInside({ startsAt, endsAt, breakFrom, breakTo, breakMinutes }: ShiftPlan): boolean {
  if (breakFrom === null || breakTo === null) return breakFrom === breakTo
  const room = Date.parse(breakTo) - Date.parse(breakFrom)
  return startsAt <= breakFrom && breakTo <= endsAt && room > 0 && room >= breakMinutes * 60_000
}

function faultOfSpan({ from, to }: Pick<AbsencePlan, 'from' | 'to'>, { now, timezone }: Known): Fault {
  if (to < from) return ['to', 'The span ends before it begins']
  if (to > addDays(from, longestSpanDays)) return ['to', 'The span is too long']
  return from > farthestDay(now, timezone) ? ['from', 'This day is too far ahead'] : null
}

function farthestDay(now: Date, timezone: string): string {
  return addDays(dayOf(now, timezone), mostDaysAhead)
}

function has(list: readonly { id: number }[], id: number): boolean {
  return list.some((each) => each.id === id)
}

/** Days that have passed stay as they were. */
export function demandShiftsAhead(shifts: readonly { endsAt: string }[], now: Date): void {
  if (shifts.some(({ endsAt }) => new Date(endsAt) <= now)) throw notAllowedNow('This shift is over')
}

type Span = { from: string; to: string } | null

/** Of who was away, or in service, the part before today can be neither added nor taken back. */
export function demandSpansAhead(
  pairs: readonly (readonly [before: Span, after: Span])[],
  today: string,
): void {
  const past = (span: Span) =>
    span && span.from < today ? `${span.from} ${span.to < today ? span.to : addDays(today, -1)}` : ''
  if (pairs.some(([before, after]) => past(before) !== past(after))) throw notAllowedNow('This day is over')
}
