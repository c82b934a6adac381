import type { RosterConflict, RosterShift } from '@dromos/api/contract'
import { time, weekday } from '#lib/city/format.ts'
import { crewName } from '#lib/dispatch/crew-name.ts'
import { m } from '#lib/paraglide/messages.js'
import type { WeekContext } from './roster-context.ts'
import { dayOfShift } from './week-moves.ts'

/** "Ελένη Μακρή" → "ΕΜ" */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/)
  const letters = parts.length > 1 ? [parts[0]!, parts.at(-1)!] : [parts[0]!]
  return letters
    .map((part) => part[0] ?? '')
    .join('')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
}

export function hoursOf(
  { startsAt, endsAt }: Pick<RosterShift, 'startsAt' | 'endsAt'>,
  timezone: string,
): string {
  return `${time(startsAt, timezone)}–${time(endsAt, timezone)}`
}

type Names = Pick<WeekContext, 'crew' | 'member' | 'vehicle'>

/** One line, as it stands under the shift. */
export function conflictText(
  names: Names,
  { kind, memberId, vehicleId, skill, otherCrewId }: RosterConflict,
  skillName: (code: string) => string,
): string {
  const member = memberId === null ? '' : (names.member(memberId)?.name ?? '')
  const vehicle = names.vehicle(vehicleId)?.name ?? ''
  const crew = crewName(names, otherCrewId)
  switch (kind) {
    case 'nobody':
      return m.roster_conflict_nobody()
    case 'member-absent':
      return m.roster_conflict_absent({ member })
    case 'member-twice':
      return m.roster_conflict_member_twice({ member, crew })
    case 'skill-expired':
      return m.roster_conflict_expired({ member, skill: skillName(skill ?? '') })
    case 'vehicle-in-service':
      return m.roster_conflict_service({ vehicle })
    case 'vehicle-twice':
      return m.roster_conflict_vehicle_twice({ crew })
  }
}

/** A shift as it is told: "Συνεργείο 2, Τρί 1 Δεκ: 06:30–14:30 · Ελένη Μακρή, …" */
export function shiftText(names: Names, shift: RosterShift, timezone: string): string {
  const members = shift.memberIds.map((id) => names.member(id)?.name ?? '').filter(Boolean)
  const vehicle = names.vehicle(shift.vehicleId)?.name
  return [
    `${crewName(names, shift.crewId)}, ${weekday(dayOfShift(shift, timezone))}: ${hoursOf(shift, timezone)}`,
    members.join(', '),
    vehicle,
  ]
    .filter(Boolean)
    .join(' · ')
}
