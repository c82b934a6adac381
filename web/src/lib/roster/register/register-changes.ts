import {
  crewOn,
  depotOn,
  moveToDepot,
  repost,
  toldBefore,
  type CrewDepot,
  type RosterChange,
  type RosterCrew,
  type RosterDepot,
  type RosterMember,
  type RosterShift,
  type RosterVehicle,
  type RosterWeek,
} from '@dromos/api/contract'
import { localName } from '#lib/city/names.ts'
import { removeShift, setShift } from '../week/changes.ts'
import { daysLater } from '../week/week-moves.ts'

export type Retirable =
  | { kind: 'crew'; item: RosterCrew }
  | { kind: 'vehicle'; item: RosterVehicle }
  | { kind: 'depot'; item: RosterDepot }

export function retirableName({ kind, item }: Retirable): string {
  return kind === 'vehicle' ? item.name : localName(item)
}

/** What needs something after its last day. */
export interface Needs {
  members: RosterMember[]
  crews: RosterCrew[]
  vehicles: RosterVehicle[]
  shifts: RosterShift[]
  /** work that is given out already stands in the way until it is planned otherwise */
  publishedDays: string[]
}
type Ahead = Pick<Needs, 'shifts' | 'publishedDays'>

export function needsOf(
  { kind, item }: Retirable,
  week: RosterWeek,
  today: string,
  ahead: Ahead = { shifts: [], publishedDays: [] },
): Needs {
  const atWork = ({ isRetired }: { isRetired: boolean }) => !isRetired
  return {
    ...ahead,
    members: kind === 'crew' ? week.members.filter((member) => belongsAfter(member, item.id, today)) : [],
    crews: week.crews.filter(
      (crew) =>
        atWork(crew) &&
        ((kind === 'vehicle' && crew.vehicleId === item.id) ||
          (kind === 'depot' && isAtDepotAfter(crew, item.id, today))),
    ),
    vehicles:
      kind === 'depot' ? week.vehicles.filter((each) => atWork(each) && each.depotId === item.id) : [],
  }
}

export function isNeeded({ members, crews, vehicles, shifts, publishedDays }: Needs): boolean {
  return [members, crews, vehicles, shifts, publishedDays].some((list) => list.length > 0)
}

function belongsAfter({ postings }: RosterMember, crewId: number, day: string): boolean {
  return (
    crewOn(postings, daysLater(day, 1)) === crewId ||
    postings.some((posting) => posting.crewId === crewId && posting.from !== null && posting.from > day)
  )
}

function isAtDepotAfter({ depots }: RosterCrew, depotId: number, day: string): boolean {
  return (
    depotOn(depots, daysLater(day, 1)) === depotId ||
    depotsAhead(depots, day).some((each) => each.depotId === depotId)
  )
}

/** What comes after a day: the depots that a crew goes to then, each with its first day there. */
export function depotsAhead(depots: readonly CrewDepot[], day: string): (CrewDepot & { from: string })[] {
  return depots.flatMap(({ from, depotId }) => (from !== null && from > day ? [{ from, depotId }] : []))
}

/**
 * Depots after a form said where a crew is to be from a day on. Where it would be there by then already, a move that is
 * still to come is put off to that day.
 */
export function sendToDepot(
  depots: readonly CrewDepot[],
  depotId: number,
  { from, today }: { from: string; today: string },
): CrewDepot[] {
  const standing = depots.findLast((each) => each.from === null || each.from <= from)!
  if (standing.depotId !== depotId) return moveToDepot(depots, from, depotId)
  if (standing.from === null || standing.from <= today || standing.from === from) return [...depots]
  return moveToDepot(toldBefore(depots, standing.from), from, depotId)
}

/** Whether a crew's way from depot to depot has this one in it, on that day. */
export function isAmong({ from, depotId }: CrewDepot, depots: readonly CrewDepot[]): boolean {
  return depots.some((each) => each.from === from && each.depotId === depotId)
}

/** Depots where one of the moves to come is not made. */
export function withoutMove(depots: readonly CrewDepot[], from: string): CrewDepot[] {
  const then = depotsAhead(depots, from)
  return joined(toldBefore(depots, from), then)
}

/** Depots where a crew is at another, from a day on, whenever it would have been at one; its other days stay. */
export function leaveDepot(
  depots: readonly CrewDepot[],
  depotId: number,
  { from, nextId }: { from: string; nextId: number },
): CrewDepot[] {
  const then = [{ from, depotId: depotOn(depots, from) }, ...depotsAhead(depots, from)]
  const ahead = then.map((each) => (each.depotId === depotId ? { ...each, depotId: nextId } : each))
  return joined(toldBefore(depots, from), ahead)
}

/** Who goes where they are does not move. */
function joined(before: readonly CrewDepot[], ahead: readonly CrewDepot[]): CrewDepot[] {
  const all = [...before]
  for (const each of ahead) if (all.at(-1)?.depotId !== each.depotId) all.push(each)
  return all
}

/** Whoever is still to come has not left. */
export function hasLeft({ postings }: RosterMember, today: string): boolean {
  return (
    crewOn(postings, today) === null &&
    !postings.some(({ from, crewId }) => from !== null && from > today && crewId !== null)
  )
}

/** Retires something, and gives what needs it to another of its kind; a vehicle may be followed by none. */
export function retire(
  retired: Retirable,
  needs: Needs,
  { nextId, today }: { nextId: number | null; today: string },
): RosterChange[] {
  const { members, crews, vehicles, shifts } = needs
  const { kind } = retired
  const from = daysLater(today, 1)
  return [
    ...members.map((member) => postMember(member, from, nextId)),
    ...crews.map((crew) =>
      setCrew(
        crew,
        kind === 'vehicle' || nextId === null
          ? { vehicleId: nextId }
          : { depots: leaveDepot(crew.depots, retired.item.id, { from, nextId }) },
      ),
    ),
    ...vehicles.map((vehicle) => setVehicle(vehicle, { depotId: nextId ?? vehicle.depotId })),
    ...shifts.map((shift) => (kind === 'crew' ? removeShift(shift) : setShift(shift, { vehicleId: nextId }))),
    setRetired(retired, true),
  ]
}

/** Somebody belongs to another crew from a day on; to none who leaves. */
export function postMember(member: RosterMember, from: string, crewId: number | null): RosterChange {
  const { id, version, name, skills, postings } = member
  const to = { name, skills, postings: repost(postings, from, crewId) }
  return { kind: 'member', id, version, to }
}

export function setRetired({ kind, item }: Retirable, isRetired: boolean): RosterChange {
  return { kind, id: item.id, version: item.version, to: { ...planOf(item), isRetired } } as RosterChange
}

function setCrew(crew: RosterCrew, to: Partial<RosterCrew>): RosterChange {
  return { kind: 'crew', id: crew.id, version: crew.version, to: { ...planOf(crew), ...to } }
}

function setVehicle(vehicle: RosterVehicle, to: Partial<RosterVehicle>): RosterChange {
  return { kind: 'vehicle', id: vehicle.id, version: vehicle.version, to: { ...planOf(vehicle), ...to } }
}

function planOf<Item extends { id: number; version: number }>(item: Item): Omit<Item, 'id' | 'version'> {
  const { id: _, version: __, ...plan } = item
  return plan
}

/** The first of the twelve colours that the fewest crews have. */
export function leastUsedColor(crews: readonly { color: number; isRetired: boolean }[]): number {
  const counts = Array<number>(12).fill(0)
  for (const { color, isRetired } of crews) if (!isRetired) counts[color % 12]! += 1
  return counts.indexOf(Math.min(...counts))
}

/** "38.0012, 23.6789", with a comma or a blank between: latitude comes first, as maps tell it. */
export function readPoint(text: string): [lon: number, lat: number] | null {
  const found = /^\s*(-?\d{1,2}[.,]\d+)\s*[,;\s]\s*(-?\d{1,3}[.,]\d+)\s*$/.exec(text)
  if (!found) return null
  const [lat, lon] = [found[1]!, found[2]!].map((part) => Number(part.replace(',', '.')))
  return Math.abs(lat!) <= 85 && Math.abs(lon!) <= 180 ? [lon!, lat!] : null
}

export function pointText([lon, lat]: readonly [number, number]): string {
  return `${lat.toFixed(5)}, ${lon.toFixed(5)}`
}
