import type { Tx } from '@dromos/db'
import {
  findConflicts,
  type listShiftsAhead,
  type ResultOf,
  type RosterShift,
  type RosterWeek,
} from '../contract/index.ts'
import { notFound } from '../http/problems.ts'
import { addDays, dayOf, weekdayOf } from '../jurisdictions/city-time.ts'
import { findCalendar } from '../jurisdictions/queries.ts'
import { crewsOfDay, type CrewOfDay } from './availability.ts'
import { findCrews, findToday } from './queries.ts'
import {
  findPublishedDays,
  findRosterCrews,
  findRosterDepots,
  findRosterMembers,
  findRosterVehicles,
} from './register-queries.ts'
import {
  findAbsences,
  findRosterShifts,
  findRosterZones,
  findShiftsAhead,
  findVehicleServices,
} from './roster-queries.ts'

/** The week, from Monday, in which a day lies. */
export async function readRosterWeek(tx: Tx, day: string): Promise<RosterWeek> {
  const { timeZone: timezone, isHoliday } = await findCalendar(tx)
  const from = addDays(day, -((weekdayOf(day) + 6) % 7))
  const to = addDays(from, 6)
  // who is elsewhere around midnight is in two crews as well
  const found = await findRosterShifts(tx, addDays(from, -1), addDays(to, 1))
  const dayOfShift = ({ startsAt }: { startsAt: string }) => dayOf(new Date(startsAt), timezone)
  const isOwn = (shift: RosterShift) => from <= dayOfShift(shift) && dayOfShift(shift) <= to
  const [shifts, around] = [found.filter(isOwn), found.filter((shift) => !isOwn(shift))]
  const of = {
    members: await findRosterMembers(tx),
    absences: await findAbsences(tx, from, to),
    services: await findVehicleServices(tx, from, to),
  }
  const own = new Set(shifts.map(({ id }) => id))
  const days = Array.from({ length: 7 }, (_, index) => addDays(from, index))
  return {
    ...of,
    days: days.map((each) => ({ day: each, isHoliday: isHoliday(each) })),
    shifts,
    around,
    crews: await findRosterCrews(tx),
    vehicles: await findRosterVehicles(tx),
    depots: await findRosterDepots(tx),
    zones: await findRosterZones(tx),
    conflicts: findConflicts({ ...of, shifts: found, dayOf: dayOfShift }).filter(({ shiftId }) =>
      own.has(shiftId),
    ),
  }
}

/** Crews as they are on a day, for whoever plans it. */
export async function readDayCrews(tx: Tx, day: string): Promise<CrewOfDay[]> {
  const [crews, shifts, members, vehicles, absences, services] = await Promise.all([
    findCrews(tx, day),
    findRosterShifts(tx, day, day),
    findRosterMembers(tx),
    findRosterVehicles(tx),
    findAbsences(tx, day, day),
    findVehicleServices(tx, day, day),
  ])
  return crewsOfDay(crews, { day, shifts, members, vehicles, absences, services })
}

/** What a crew or a vehicle still has after today. */
export async function readAhead(
  tx: Tx,
  of: { kind: 'crew' | 'vehicle'; id: number },
  now: Date,
): Promise<ResultOf<typeof listShiftsAhead>> {
  const known = of.kind === 'crew' ? await findRosterCrews(tx) : await findRosterVehicles(tx)
  if (!known.some(({ id }) => id === of.id)) throw notFound(of.kind, of.id)
  const today = await findToday(tx, now)
  const publishedDays = of.kind === 'crew' ? await findPublishedDays(tx, of.id, today) : []
  return { shifts: await findShiftsAhead(tx, of, today), publishedDays }
}
