import {
  mostInRegister,
  plateKey,
  crewOn,
  toldBefore,
  type CrewDepot,
  type CrewPlan,
  type DepotPlan,
  type MemberPlan,
  type Posting,
  type RosterChange,
  type RosterCrew,
  type RosterDepot,
  type RosterMember,
  type RosterVehicle,
  type VehiclePlan,
} from '../contract/index.ts'
import { badInput, conflict, notAllowedNow } from '../http/problems.ts'
import type { Sentence } from '../http/sentences.ts'
import { addDays } from '../jurisdictions/city-time.ts'

/** how far ahead a roster is made */
export const mostDaysAhead = 400

/** The register as it stands before a change. */
export interface Register {
  crews: readonly RosterCrew[]
  members: readonly RosterMember[]
  vehicles: readonly RosterVehicle[]
  depots: readonly RosterDepot[]
  zones: readonly { id: number }[]
  departments: readonly { code: string }[]
  skills: readonly { code: string }[]
  today: string
}

export type Fault = [field: string, message: Sentence] | null

export function faultOfMember(id: number | null, to: MemberPlan, register: Register): Fault {
  const before = register.members.find((member) => member.id === id)
  const codes = to.skills.map(({ code }) => code)
  if (new Set(codes).size < codes.length) return ['skills', 'This exists already']
  if (!codes.every((code) => register.skills.some((skill) => skill.code === code)))
    return ['skills', 'unknown']
  if (!before) {
    if (to.name === undefined) return ['name', 'missing']
    if (to.postings === undefined) return ['postings', 'missing']
  }
  return to.postings ? faultOfPostings(to.postings, before?.postings ?? [], register) : null
}

/** Where somebody was stays as it was; where they go counts from today on, and whoever leaves has today still. */
function faultOfPostings(to: readonly Posting[], before: readonly Posting[], register: Register): Fault {
  const { crews, today } = register
  const fault = (message: Sentence): Fault => ['postings', message]
  if (to[0]!.crewId === null) return fault('missing')
  if (!areInOrder(to)) return fault('Of two days the earlier comes first')
  if (to.some(({ crewId }) => crewId !== null && !crews.some(({ id }) => id === crewId)))
    return fault('There is no such crew')
  if (!isPastKept(to, before, today, ({ crewId }) => crewId)) return fault('This day is over')
  const leavesNow = ({ from, crewId }: Posting) => from === today && crewId === null
  if (to.some(leavesNow) && !before.some(leavesNow)) return fault('Whoever leaves still has today')
  return areTooFarAhead(to, today) ? fault('This day is too far ahead') : null
}

type Dated = readonly { from: string | null }[]

/** Whether what is told of the days that are over is told as before. */
function isPastKept<Told extends { from: string | null }>(
  to: readonly Told[],
  before: readonly Told[],
  today: string,
  whereOf: (told: Told) => number | null,
): boolean {
  const past = (list: readonly Told[]) =>
    toldBefore(list, today)
      .map((told) => `${told.from} ${whereOf(told)}`)
      .join()
  return past(to) === past(before)
}

function areInOrder(list: Dated): boolean {
  return list.every(
    ({ from }, index) => index === 0 || (from !== null && from > (list[index - 1]!.from ?? '')),
  )
}

function areTooFarAhead(list: Dated, today: string): boolean {
  return list.some(({ from }) => from !== null && from > addDays(today, mostDaysAhead))
}

export function faultOfVehicle(id: number | null, to: VehiclePlan, { vehicles, depots }: Register): Fault {
  if (!vehicles.some((vehicle) => vehicle.id === id)) {
    if (to.name === undefined) return ['name', 'missing']
    if (to.plate === undefined) return ['plate', 'missing']
    if (to.depotId === undefined) return ['depotId', 'missing']
  }
  return to.depotId !== undefined && !depots.some((depot) => depot.id === to.depotId)
    ? ['depotId', 'There is no such depot']
    : null
}

export function faultOfCrew(id: number | null, to: CrewPlan, register: Register): Fault {
  const isNew = !register.crews.some((crew) => crew.id === id)
  if (isNew)
    for (const field of ['nameEl', 'nameEn', 'departmentCode', 'depots'] as const)
      if (to[field] === undefined) return [field, 'missing']
  if (to.departmentCode !== undefined && !register.departments.some(({ code }) => code === to.departmentCode))
    return ['departmentCode', 'unknown']
  const before = register.crews.find((crew) => crew.id === id)?.depots
  const faultOfDays = to.depots && faultOfCrewDepots(to.depots, before, register)
  if (faultOfDays) return faultOfDays
  if (to.vehicleId && !register.vehicles.some((vehicle) => vehicle.id === to.vehicleId))
    return ['vehicleId', 'unknown']
  if (to.zoneIds && !isNew) return ['zoneIds', 'Whose a zone is says the zone']
  return to.zoneIds?.every((zoneId) => register.zones.some((zone) => zone.id === zoneId)) === false
    ? ['zoneIds', 'unknown']
    : null
}

/** A crew has a depot on every day; where it was on days that are over stays as it was. */
function faultOfCrewDepots(
  to: readonly CrewDepot[],
  before: readonly CrewDepot[] | undefined,
  { depots, today }: Register,
): Fault {
  const fault = (message: Sentence): Fault => ['depots', message]
  if (to[0]!.from !== null) return fault('missing')
  if (!areInOrder(to)) return fault('Of two days the earlier comes first')
  if (!to.every(({ depotId }) => depots.some(({ id }) => id === depotId)))
    return fault('There is no such depot')
  if (!isPastKept(to, before ?? to.slice(0, 1), today, ({ depotId }) => depotId))
    return fault('This day is over')
  return areTooFarAhead(to, today) ? fault('This day is too far ahead') : null
}

export function faultOfDepot(id: number | null, to: DepotPlan, { depots }: Register): Fault {
  if (depots.some((depot) => depot.id === id)) return null
  return to.nameEl === undefined
    ? ['nameEl', 'missing']
    : to.nameEn === undefined
      ? ['nameEn', 'missing']
      : null
}

/** No two vehicles have one plate, also where one of them is retired. */
export function demandPlatesOnce(changes: readonly RosterChange[], { vehicles }: Register): void {
  const changed = changes.filter((change) => change.kind === 'vehicle')
  const gone = new Set(
    changed.flatMap(({ id, to }) => (to?.plate === undefined && to !== null ? [] : (id ?? []))),
  )
  const plates = [
    ...vehicles.flatMap(({ id, plate }) => (gone.has(id) ? [] : [plate])),
    ...changed.flatMap(({ to }) => to?.plate ?? []),
  ].map(plateKey)
  if (new Set(plates).size < plates.length) throw conflict('Another vehicle has this plate')
}

/** What is made by hand ends somewhere. */
export function demandRoom(changes: readonly RosterChange[], register: Register): void {
  const { crews, members, vehicles, depots, today } = register
  const atWork = ({ isRetired }: { isRetired: boolean }) => !isRetired
  const counts = {
    crew: crews.filter(atWork).length,
    vehicle: vehicles.filter(atWork).length,
    depot: depots.filter(atWork).length,
    member: members.filter(({ postings }) => crewOn(postings, today) !== null).length,
  }
  for (const kind of ['crew', 'member', 'vehicle', 'depot'] as const) {
    const made = changes.filter((change) => change.kind === kind && change.id === null && change.to).length
    if (made > 0 && counts[kind] + made > mostInRegister[kind])
      throw badInput('A city has room for no more of these')
  }
}

/** Gone are only those who have not begun: whoever has worked leaves, and stays in what was. */
export function demandRemovable(changes: readonly RosterChange[], { members, today }: Register): void {
  const gone = changes.flatMap(({ kind, id, to }) => (kind === 'member' && to === null ? [id] : []))
  const hasBegun = members.some(({ id, postings }) => gone.includes(id) && (postings[0]!.from ?? '') < today)
  if (hasBegun) throw notAllowedNow('Something still tells of this: it can be retired, not removed')
}
