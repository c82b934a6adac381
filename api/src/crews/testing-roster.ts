import { sql, type Database } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  changeRoster,
  getRosterWeek,
  moveToDepot,
  type Client,
  type CrewPlan,
  type DepotPlan,
  type MemberPlan,
  type RosterChange,
  type RosterShift,
  type RosterWeek,
  type VehiclePlan,
} from '../contract/index.ts'
import { cityId } from '../testing.ts'
import { arrangeCrews, arrangeShifts } from './testing.ts'

const params = { jurisdictionId: cityId }

export const newCrew: CrewPlan = {
  nameEl: 'Συνεργείο 4',
  nameEn: 'Crew 4',
  departmentCode: 'cleaning',
  depots: [{ from: null, depotId: 1 }],
  vehicleId: 2,
  start: null,
  end: null,
}
export const newVehicle: VehiclePlan = {
  name: 'Φορτηγό',
  plate: 'ΚΗΗ 4321',
  profile: 'truck',
  capacityM3: 8,
  capacityKg: 3000,
  features: ['crane'],
  depotId: 1,
}
export const newDepot: DepotPlan = {
  nameEl: 'Βάση',
  nameEn: 'Base',
  address: 'Οδός 1',
  location: [23.71, 37.99],
}

export function make(
  ...[kind, to]: ['crew', CrewPlan] | ['member', MemberPlan] | ['vehicle', VehiclePlan] | ['depot', DepotPlan]
): RosterChange {
  return { kind, id: null, version: null, to } as RosterChange
}

type Register = 'crews' | 'members' | 'vehicles' | 'depots'

/** The register as it begins, with the crews' shifts on these days. */
export async function arrangeRegister(owner: Database, days: readonly string[]): Promise<void> {
  await clearTables(
    owner,
    'shift_member, shift, absence, crew_posting, crew_member, crew_zone, crew_depot, crew, vehicle, depot, skill',
  )
  await owner.query(sql`delete from area where kind = 'zone'`)
  await arrangeCrews(owner)
  for (const day of days) await arrangeShifts(owner, day)
}

/** The roster as a dispatcher reads and writes it. */
export function rosterDesk(client: Client) {
  const week = (day = '2026-03-12') => client(getRosterWeek, { params, query: { day } })
  const change = async (...changes: RosterChange[]) =>
    (await client(changeRoster, { params, body: { changes } })).made
  async function find<Kind extends Register>(kind: Kind, id: number): Promise<RosterWeek[Kind][number]> {
    const things: readonly RosterWeek[Kind][number][] = (await week())[kind]
    return things.find((each) => each.id === id)!
  }

  /** Somebody belongs elsewhere from a day on, or to no crew. */
  async function repost(memberId: number, from: string, crewId: number | null) {
    const { id, version, skills, postings } = await find('members', memberId)
    const to = { skills, postings: [...postings, { from, crewId }] }
    return (await change({ kind: 'member', id, version, to }))[0]!
  }
  /** A crew begins and ends its days elsewhere from a day on. */
  async function moveCrew(crewId: number, from: string, depotId: number) {
    const { id, version, start, end, depots } = await find('crews', crewId)
    const to = { start, end, depots: moveToDepot(depots, from, depotId) }
    return (await change({ kind: 'crew', id, version, to }))[0]!
  }
  async function setRetired(kind: 'crew' | 'vehicle' | 'depot', registerId: number, isRetired: boolean) {
    return change(await retirement(kind, registerId, isRetired))
  }
  async function retirement(kind: 'crew' | 'vehicle' | 'depot', registerId: number, isRetired = true) {
    const { id, version, ...to } = await find(`${kind}s`, registerId)
    return { kind, id, version, to: { ...to, isRetired } } as RosterChange
  }
  const teams = async (day: string) =>
    Object.fromEntries(
      (await week(day)).shifts
        .filter(({ startsAt }) => startsAt.startsWith(day))
        .map(({ crewId, memberIds }) => [crewId, memberIds]),
    )
  return { week, change, find, repost, moveCrew, retirement, setRetired, teams }
}

export function without({ id, version }: Pick<RosterShift, 'id' | 'version'>): RosterChange {
  return { kind: 'shift', id, version, to: null }
}

export const refused = (type: string, more: object = {}) => ({ problem: { type, ...more } })
