import type { HeldSkill, RosterMember } from './register.ts'
import type { RosterConflict, RosterShift, RosterWeek } from './roster.ts'

type Member = Pick<RosterMember, 'id' | 'name' | 'skills'>
type Roster = Pick<RosterWeek, 'shifts' | 'absences' | 'services'> & {
  members: readonly Member[]
  /** the city's day on which a shift begins */
  dayOf: (shift: RosterShift) => string
}

type Found = Pick<RosterConflict, 'kind'> & Partial<RosterConflict>

/** What cannot be so: each named on the shift where it is, the earliest shift first. */
export function findConflicts(roster: Roster): RosterConflict[] {
  const shifts = roster.shifts.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id - b.id)
  const members = new Map(roster.members.map((member) => [member.id, member]))
  return shifts.flatMap((shift) => {
    const day = roster.dayOf(shift)
    const atOnce = shifts.filter((other) => other.id !== shift.id && doOverlap(other, shift))
    const found = [
      ...ofMembers(roster, members, { shift, day, atOnce }),
      ...ofVehicle(roster, { shift, day, atOnce }),
    ]
    return found.map((each) => ({
      shiftId: shift.id,
      memberId: null,
      vehicleId: null,
      skill: null,
      otherCrewId: null,
      ...each,
    }))
  })
}

interface OnDay {
  shift: RosterShift
  day: string
  /** other shifts at the same time */
  atOnce: readonly RosterShift[]
}

function ofMembers(
  { absences }: Roster,
  members: ReadonlyMap<number, Member>,
  { shift, day, atOnce }: OnDay,
): Found[] {
  const away = new Set(absences.filter((span) => covers(span, day)).map(({ memberId }) => memberId))
  const present = shift.memberIds.flatMap((id) => (away.has(id) ? [] : (members.get(id) ?? [])))
  return [
    ...(present.length === 0 ? [{ kind: 'nobody' as const }] : []),
    ...shift.memberIds
      .filter((id) => away.has(id))
      .map((memberId): Found => ({ kind: 'member-absent', memberId })),
    ...present.flatMap(({ id }): Found[] => {
      const other = atOnce.find(({ memberIds }) => memberIds.includes(id))
      return other ? [{ kind: 'member-twice', memberId: id, otherCrewId: other.crewId }] : []
    }),
    ...present.flatMap((member) => expired(member, present, day)),
  ]
}

/** Only where nobody else on the shift has the skill: else the crew can do without. */
function expired(member: Member, present: readonly Member[], day: string): Found[] {
  const isHeld = (code: string) =>
    present.some(({ skills }) => skills.some((skill) => skill.code === code && doesHold(skill, day)))
  return member.skills
    .filter((skill) => !doesHold(skill, day) && !isHeld(skill.code))
    .map(({ code }) => ({ kind: 'skill-expired', memberId: member.id, skill: code }))
}

function ofVehicle({ services }: Roster, { shift: { vehicleId }, day, atOnce }: OnDay): Found[] {
  if (vehicleId === null) return []
  const isInService = services.some((span) => span.vehicleId === vehicleId && covers(span, day))
  const other = atOnce.find((shift) => shift.vehicleId === vehicleId)
  return [
    ...(isInService ? [{ kind: 'vehicle-in-service' as const, vehicleId }] : []),
    ...(other ? [{ kind: 'vehicle-twice' as const, vehicleId, otherCrewId: other.crewId }] : []),
  ]
}

function doOverlap(a: RosterShift, b: RosterShift): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}

/** The last day counts. */
export function covers({ from, to }: { from: string; to: string }, day: string): boolean {
  return from <= day && day <= to
}

export function doesHold({ until }: HeldSkill, day: string): boolean {
  return until === null || day <= until
}
