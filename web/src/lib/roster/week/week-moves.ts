import {
  crewOn,
  findConflicts,
  type RosterChange,
  type RosterConflict,
  type RosterShift,
  type RosterWeek,
  type ShiftPlan,
} from '@dromos/api/contract'
import { clockOf, instantOf } from '#lib/city/city-clock.ts'
import { addShift, removeShift, setShift } from './changes.ts'

/** Where something can be put: with a crew on a day, or nowhere on that day. */
export interface Target {
  crewId: number | null
  day: string
  /** of the crew's shifts on that day; the first unless told */
  shiftId?: number | null
}

export interface Carried {
  memberId: number
  /** where the member is taken from; null was on no shift */
  shiftId: number | null
  day: string
}

/** The shift that a crew gets where the week says nothing of it; a further one of a day follows the last. */
const usualHours = { from: '07:00', to: '15:00', breakMinutes: 30 }
const furtherHours = 4

export function dayOfShift({ startsAt }: Pick<ShiftPlan, 'startsAt'>, timezone: string): string {
  return clockOf(new Date(startsAt), timezone).day
}

export function shiftsOn(week: RosterWeek, crewId: number, day: string, timezone: string): RosterShift[] {
  return week.shifts.filter((shift) => shift.crewId === crewId && dayOfShift(shift, timezone) === day)
}

/** The shift that someone who is put there comes to; null where there is none yet. */
export function shiftAt(
  week: RosterWeek,
  { crewId, day, shiftId }: Target,
  timezone: string,
): RosterShift | null {
  const there = crewId === null ? [] : shiftsOn(week, crewId, day, timezone)
  return there.find(({ id }) => id === shiftId) ?? there[0] ?? null
}

/** The same hours by the city's clock some days later, also when the clocks have changed in between. */
export function onDay<Plan extends ShiftPlan>(plan: Plan, day: string, timezone: string): Plan {
  const days = daysBetween(dayOfShift(plan, timezone), day)
  const at = (instant: string) => {
    const clock = clockOf(new Date(instant), timezone)
    return instantOf(daysLater(clock.day, days), clock.time, timezone)
  }
  return {
    ...plan,
    startsAt: at(plan.startsAt),
    endsAt: at(plan.endsAt),
    breakFrom: plan.breakFrom && at(plan.breakFrom),
    breakTo: plan.breakTo && at(plan.breakTo),
  }
}

/** A shift as the crew has them in this week; on a day on which it has one, another after it. */
export function newShift(week: RosterWeek, crewId: number, day: string, timezone: string): ShiftPlan {
  const crew = week.crews.find(({ id }) => id === crewId)
  const own = {
    crewId,
    vehicleId: crew?.vehicleId ?? null,
    memberIds: week.members.filter(({ postings }) => crewOn(postings, day) === crewId).map(({ id }) => id),
  }
  const last = shiftsOn(week, crewId, day, timezone).at(-1)
  if (last) {
    const endsAt = new Date(Date.parse(last.endsAt) + furtherHours * 3_600_000).toISOString()
    return { ...own, startsAt: last.endsAt, endsAt, breakMinutes: 0, breakFrom: null, breakTo: null }
  }
  const like = week.shifts.find((shift) => shift.crewId === crewId)
  if (like) {
    const { startsAt, endsAt, breakMinutes, breakFrom, breakTo } = onDay(like, day, timezone)
    return { ...own, startsAt, endsAt, breakMinutes, breakFrom, breakTo }
  }
  return {
    ...own,
    startsAt: instantOf(day, usualHours.from, timezone),
    endsAt: instantOf(day, usualHours.to, timezone),
    breakMinutes: usualHours.breakMinutes,
    breakFrom: null,
    breakTo: null,
  }
}

/** What could not be so on a shift if it were as planned; a new one has no id. */
export function conflictsOfPlan(
  week: RosterWeek,
  plan: ShiftPlan,
  id: number | null,
  timezone: string,
): RosterConflict[] {
  const planned: RosterShift = { ...plan, id: id ?? 0, version: 0, changedBy: null }
  const shifts = [...week.shifts.filter((shift) => shift.id !== id), ...week.around, planned]
  const dayOf = (shift: RosterShift) => dayOfShift(shift, timezone)
  return findConflicts({ ...week, shifts, dayOf }).filter(({ shiftId }) => shiftId === planned.id)
}

/** What it takes to put a member elsewhere; nothing where the member is there already. */
export function moveMember(
  week: RosterWeek,
  { memberId, shiftId }: Carried,
  to: Target,
  { isCopy, timezone }: { isCopy: boolean; timezone: string },
): RosterChange[] {
  const from = week.shifts.find(({ id }) => id === shiftId)
  const host = shiftAt(week, to, timezone)
  // whoever is put into a cell, and not on one of its shifts, is there already on any of them
  const there = to.crewId === null || to.shiftId != null ? [] : shiftsOn(week, to.crewId, to.day, timezone)
  if ([host, ...there].some((shift) => shift?.memberIds.includes(memberId))) return []
  const taken =
    from && !(isCopy && to.crewId !== null)
      ? [setShift(from, { memberIds: from.memberIds.filter((id) => id !== memberId) })]
      : []
  if (to.crewId === null) return taken
  const put = host
    ? setShift(host, { memberIds: [...host.memberIds, memberId] })
    : addShift({ ...newShift(week, to.crewId, to.day, timezone), memberIds: [memberId] })
  return [...taken, put]
}

export interface WeekCopy {
  changes: RosterChange[]
  /** how many shifts come */
  count: number
  /** what has to go for them */
  overwritten: RosterShift[]
}

/** The shifts of a week a week later. What is there gives way; days that are over and holidays stay as they are. */
export function copyWeek(
  week: RosterWeek,
  next: RosterWeek,
  {
    today,
    now,
    timezone,
    skipsHolidays,
  }: { today: string; now: string; timezone: string; skipsHolidays: boolean },
): WeekCopy {
  const open = new Set(
    next.days
      .filter(({ day, isHoliday }) => day >= today && !(skipsHolidays && isHoliday))
      .map(({ day }) => day),
  )
  const copies = week.shifts
    .map(({ id: _, version: __, changedBy: ___, ...shift }) =>
      onDay(shift, daysLater(dayOfShift(shift, timezone), 7), timezone),
    )
    .filter((shift) => open.has(dayOfShift(shift, timezone)) && shift.endsAt > now)
  const there = next.shifts.filter((shift) => shift.endsAt > now && open.has(dayOfShift(shift, timezone)))
  const isSame = (shift: RosterShift) => copies.some((copy) => isAlike(copy, shift))
  const overwritten = there.filter((shift) => !isSame(shift))
  const made = copies.filter((copy) => !there.some((shift) => isAlike(copy, shift)))
  return {
    changes: [...overwritten.map(removeShift), ...made.map(addShift)],
    count: made.length,
    overwritten,
  }
}

function isAlike(a: ShiftPlan, b: ShiftPlan): boolean {
  const key = ({
    crewId,
    startsAt,
    endsAt,
    breakMinutes,
    breakFrom,
    breakTo,
    vehicleId,
    memberIds,
  }: ShiftPlan) =>
    [crewId, startsAt, endsAt, breakMinutes, breakFrom, breakTo, vehicleId, memberIds.toSorted().join()].join(
      ' ',
    )
  return key(a) === key(b)
}

export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
