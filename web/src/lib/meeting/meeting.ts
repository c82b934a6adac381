import {
  covers,
  crewOn,
  type Absence,
  type DayProgress,
  type RosterWeek,
  type StreetClosure,
  type VehicleService,
  type WorkOrderRow,
} from '@dromos/api/contract'
import { dayOf } from '#lib/city/format.ts'
import { compareNames } from '#lib/city/names.ts'

interface PersonOut {
  name: string
  crewId: number
  absence: Absence
}

interface VehicleOut {
  name: string
  plate: string
  service: VehicleService
}

/** Who is away on a day, by crew. */
export function peopleOut(
  { absences, members }: Pick<RosterWeek, 'absences' | 'members'>,
  day: string,
): PersonOut[] {
  return absences
    .filter((absence) => covers(absence, day))
    .flatMap((absence) => {
      const member = members.find(({ id }) => id === absence.memberId)
      const crewId = member ? crewOn(member.postings, day) : null
      return member && crewId !== null ? [{ name: member.name, crewId, absence }] : []
    })
    .sort((a, b) => a.crewId - b.crewId || compareNames(a.name, b.name))
}

/** The names of who works in some shifts of a day, without those who are out. */
export function peopleOn(
  week: Pick<RosterWeek, 'shifts' | 'members' | 'absences'>,
  shifts: readonly { id: number }[],
  day: string,
): string[] {
  const ids = new Set(shifts.map(({ id }) => id))
  const out = new Set(week.absences.filter((absence) => covers(absence, day)).map(({ memberId }) => memberId))
  const on = new Set(week.shifts.filter(({ id }) => ids.has(id)).flatMap(({ memberIds }) => memberIds))
  return week.members.filter(({ id }) => on.has(id) && !out.has(id)).map(({ name }) => name)
}

export function vehiclesOut(
  { services, vehicles }: Pick<RosterWeek, 'services' | 'vehicles'>,
  day: string,
): VehicleOut[] {
  return services
    .filter((service) => covers(service, day))
    .flatMap((service) => {
      const vehicle = vehicles.find(({ id }) => id === service.vehicleId)
      return vehicle ? [{ name: vehicle.name, plate: vehicle.plate, service }] : []
    })
}

/** Closures that are in force at some time of a day. */
export function closuresOn(
  closures: readonly StreetClosure[],
  day: string,
  timezone: string,
): StreetClosure[] {
  const on = (instant: string) => dayOf(new Date(instant), timezone)
  return closures.filter(({ from, to }) => on(from) <= day && (to === null || on(to) >= day))
}

/** What falls due on a day, the earliest first; and how much was due before it. */
export function dueOn(
  orders: readonly WorkOrderRow[],
  day: string,
  timezone: string,
): { due: WorkOrderRow[]; overdueCount: number } {
  const dayDue = ({ dueAt }: WorkOrderRow) => (dueAt === null ? null : dayOf(new Date(dueAt), timezone))
  return {
    due: orders
      .filter((order) => dayDue(order) === day)
      .sort((a, b) => a.dueAt!.localeCompare(b.dueAt!) || b.priority - a.priority),
    overdueCount: orders.filter((order) => (dayDue(order) ?? day) < day).length,
  }
}

export interface LeftOver {
  taskId: number
  workOrderId: number
  title: string
  crewId: number
}

/** Stops that a day's crews had and did not do. */
export function leftOver({ crews }: Pick<DayProgress, 'crews'>): LeftOver[] {
  return crews.flatMap(({ crewId, stops }) =>
    stops
      .filter(({ visitStatus }) => visitStatus !== 'done')
      .map(({ taskId, workOrderId, title }) => ({ taskId, workOrderId, title, crewId })),
  )
}
