import { covers, doesHold, type Crew, type RosterWeek, type Shift } from '../contract/index.ts'

export interface WorkingTime {
  shiftId: number
  startsAt: Date
  endsAt: Date
  breakSeconds: number
  /** when the break may begin; null where there is none */
  breakStarts: { from: Date; to: Date } | null
}

/**
 * The time a crew has in a shift. The break begins inside its window and ends inside it as well; without a
 * window it lies in the middle half of the shift. A break longer than its window may begin only at its start.
 */
export function workingTime(shift: Shift): WorkingTime {
  const startsAt = new Date(shift.startsAt)
  const endsAt = new Date(shift.endsAt)
  const breakSeconds = shift.breakMinutes * 60
  return {
    shiftId: shift.id,
    startsAt,
    endsAt,
    breakSeconds,
    breakStarts: findBreakStarts(shift, startsAt, endsAt),
  }
}

/** A crew as it is on one day. */
export type CrewOfDay = Crew & { shifts: Shift[] }

/** What the roster says of one day. */
export type DayRoster = Pick<RosterWeek, 'shifts' | 'members' | 'vehicles' | 'absences' | 'services'> & {
  day: string
}

/**
 * Crews with the people, skills and vehicle they have on a day: who is away is not there, a skill holds to its last
 * day, a vehicle in service stays where it is. A shift with nobody on it is none. With several shifts a crew can do
 * what everyone of them can, in the vehicle of the first.
 */
export function crewsOfDay(crews: readonly Crew[], roster: DayRoster): CrewOfDay[] {
  const { day } = roster
  const away = new Set(roster.absences.flatMap((span) => (covers(span, day) ? [span.memberId] : [])))
  const inService = new Set(roster.services.flatMap((span) => (covers(span, day) ? [span.vehicleId] : [])))
  const present = new Map(
    roster.members
      .filter(({ id }) => !away.has(id))
      .map(({ id, name, skills }) => {
        const held = skills.filter((skill) => doesHold(skill, day)).map(({ code }) => code)
        return [id, { id, name, skills: held }]
      }),
  )
  return crews.map((crew) => {
    const teams = roster.shifts
      .filter(({ crewId }) => crewId === crew.id)
      .map((shift) => ({ shift, members: shift.memberIds.flatMap((id) => present.get(id) ?? []) }))
      .filter(({ members }) => members.length > 0)
    if (teams.length === 0) return { ...crew, shifts: [] }
    const [first, ...others] = teams.map(({ members }) => new Set(members.flatMap((member) => member.skills)))
    const skills = [...first!].filter((code) => others.every((team) => team.has(code))).sort()
    const { vehicleId } = teams[0]!.shift
    const vehicle = roster.vehicles.find(({ id }) => id === vehicleId && !inService.has(id)) ?? null
    const members = new Map(teams.flatMap((team) => team.members.map((member) => [member.id, member])))
    const shifts = teams.map(({ shift }) => shift)
    return { ...crew, members: [...members.values()], skills, vehicle, shifts }
  })
}

function findBreakStarts(shift: Shift, startsAt: Date, endsAt: Date): WorkingTime['breakStarts'] {
  if (shift.breakMinutes === 0) return null
  const quarter = (endsAt.getTime() - startsAt.getTime()) / 4
  const from = shift.breakFrom ? new Date(shift.breakFrom) : new Date(startsAt.getTime() + quarter)
  const until = shift.breakTo ? new Date(shift.breakTo) : new Date(endsAt.getTime() - quarter)
  const latest = until.getTime() - shift.breakMinutes * 60_000
  return { from, to: new Date(Math.max(from.getTime(), latest)) }
}
