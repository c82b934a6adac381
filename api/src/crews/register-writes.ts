import { z } from 'zod'
import { asJson, empty, many, pointSql, sql, type Sql, type Tx } from '@dromos/db'
import type { CrewDepot, CrewPlan, DepotPlan, LonLat, MemberPlan, VehiclePlan } from '../contract/index.ts'
import { beginsWithin } from './queries.ts'

const Registered = z.object({ id: z.number(), version: z.number() })
export type Registered = z.output<typeof Registered>

/** Something of the register: what stands is changed, else it is made under its id, or under a new one. */
export interface Target {
  id: number | null
  isNew: boolean
}

const givenId = (id: number | null) => sql`coalesce(${id}::integer, nextval('register_id')::integer)`
const retiring = (isRetired: boolean | undefined, today: string): Sql =>
  isRetired === undefined
    ? empty
    : isRetired
      ? sql`retired_on = coalesce(retired_on, ${today}::date),`
      : sql`retired_on = null,`
const pointOrNull = (point: LonLat | null) => (point ? pointSql(...point) : sql`null`)

async function written(tx: Tx, statement: Sql): Promise<Registered> {
  const [row] = await many(tx, Registered, sql`${statement} returning id, version`)
  return row!
}

export async function writeMember(tx: Tx, { id, isNew }: Target, plan: MemberPlan): Promise<Registered> {
  const { name, skills, postings } = plan
  const until = asJson(
    Object.fromEntries(skills.flatMap((skill) => (skill.until ? [[skill.code, skill.until]] : []))),
  )
  const codes = skills.map(({ code }) => code).sort()
  const [first, ...later] = postings ?? []
  const made = await written(
    tx,
    isNew
      ? sql`
        insert into crew_member (jurisdiction_id, id, crew_id, posted_on, name, skills, skill_until)
        values (${tx.jurisdictionId}, ${givenId(id)}, ${first!.crewId}, ${first!.from}::date, ${name}, ${codes},
          ${until}::jsonb)`
      : sql`
        update crew_member
        set name = coalesce(${name ?? null}, name), skills = ${codes}, skill_until = ${until}::jsonb,
          ${first ? sql`crew_id = ${first.crewId}, posted_on = ${first.from}::date,` : empty}
          version = nextval('roster_version')
        where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
  if (postings) await writeLaterPostings(tx, made.id, later)
  return made
}

async function writeLaterPostings(
  tx: Tx,
  memberId: number,
  later: NonNullable<MemberPlan['postings']>,
): Promise<void> {
  await tx.query(sql`
    delete from crew_posting where jurisdiction_id = ${tx.jurisdictionId} and member_id = ${memberId}`)
  await tx.query(sql`
    insert into crew_posting (jurisdiction_id, member_id, from_day, crew_id)
    select ${tx.jurisdictionId}, ${memberId}, from_day, crew_id
    from unnest(${later.map(({ from }) => from)}::date[], ${later.map(({ crewId }) => crewId)}::integer[])
      as given (from_day, crew_id)`)
}

/** Shifts that have begun keep whom they began with: of today, where somebody belongs elsewhere from today on. */
export async function keepBegunTeams(
  tx: Tx,
  moved: { memberId: number; before: number | null; after: number | null },
  { now, today }: { now: Date; today: string },
): Promise<void> {
  await tx.query(sql`
    insert into shift_member (jurisdiction_id, shift_id, member_id, is_on)
    select s.jurisdiction_id, s.id, ${moved.memberId}, s.crew_id is not distinct from ${moved.before}
    from shift s
    where s.jurisdiction_id = ${tx.jurisdictionId} and s.crew_id in (${moved.before}, ${moved.after})
      and lower(s.during) <= ${now} and ${beginsWithin(tx, today)}
    on conflict do nothing`)
}

export function writeVehicle(
  tx: Tx,
  { id, isNew }: Target,
  plan: VehiclePlan,
  today: string,
): Promise<Registered> {
  const { name, plate, profile, features, capacityM3, capacityKg, depotId, isRetired } = plan
  return written(
    tx,
    isNew
      ? sql`
        insert into vehicle (jurisdiction_id, id, depot_id, name, plate, profile, features, capacity_m3, capacity_kg)
        values (${tx.jurisdictionId}, ${givenId(id)}, ${depotId}, ${name}, ${plate}, ${profile}, ${features},
          ${capacityM3}, ${capacityKg})`
      : sql`
        update vehicle
        set name = coalesce(${name ?? null}, name), plate = coalesce(${plate ?? null}, plate),
          depot_id = coalesce(${depotId ?? null}, depot_id), profile = ${profile}, features = ${features},
          capacity_m3 = ${capacityM3}, capacity_kg = ${capacityKg}, ${retiring(isRetired, today)}
          version = nextval('roster_version')
        where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
}

export async function writeCrew(
  tx: Tx,
  { id, isNew }: Target,
  plan: CrewPlan,
  { now, today }: { now: Date; today: string },
): Promise<Registered> {
  const { nameEl, nameEn, departmentCode, vehicleId, color, start, end, isRetired } = plan
  const [first, ...later] = plan.depots ?? []
  const edges = { start: pointOrNull(start), end: pointOrNull(end) }
  if (isNew) {
    const made = await written(
      tx,
      sql`
        insert into crew (jurisdiction_id, id, department_code, depot_id, vehicle_id, name_el, name_en, color,
          start_geom, end_geom)
        values (${tx.jurisdictionId}, ${givenId(id)}, ${departmentCode}, ${first!.depotId}, ${vehicleId ?? null}, ${nameEl},
          ${nameEn}, ${color === undefined ? leastUsedColor(tx) : sql`${color}`}, ${edges.start}, ${edges.end})`,
    )
    await tx.query(sql`
      insert into crew_zone (jurisdiction_id, crew_id, area_id)
      select distinct ${tx.jurisdictionId}, ${made.id}::integer, zone_id
      from unnest(${plan.zoneIds ?? []}::integer[]) as zone_id`)
    await writeLaterDepots(tx, made.id, later)
    return made
  }
  if (vehicleId !== undefined) await keepDriven(tx, id!, vehicleId, now)
  if (first) await writeLaterDepots(tx, id!, later)
  return written(
    tx,
    sql`
      update crew
      set name_el = coalesce(${nameEl ?? null}, name_el), name_en = coalesce(${nameEn ?? null}, name_en),
        department_code = coalesce(${departmentCode ?? null}, department_code),
        depot_id = coalesce(${first?.depotId ?? null}, depot_id), color = coalesce(${color ?? null}, color),
        ${vehicleId === undefined ? empty : sql`vehicle_id = ${vehicleId},`}
        start_geom = ${edges.start}, end_geom = ${edges.end}, ${retiring(isRetired, today)}
        version = nextval('roster_version')
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
}

async function writeLaterDepots(tx: Tx, crewId: number, later: CrewDepot[]): Promise<void> {
  await tx.query(sql`
    delete from crew_depot where jurisdiction_id = ${tx.jurisdictionId} and crew_id = ${crewId}`)
  await tx.query(sql`
    insert into crew_depot (jurisdiction_id, crew_id, from_day, depot_id)
    select ${tx.jurisdictionId}, ${crewId}, from_day, depot_id
    from unnest(${later.map(({ from }) => from)}::date[], ${later.map(({ depotId }) => depotId)}::integer[])
      as given (from_day, depot_id)`)
}

/** Shifts that have begun keep the vehicle they began with. */
async function keepDriven(tx: Tx, crewId: number, vehicleId: number | null, now: Date): Promise<void> {
  await tx.query(sql`
    update shift s set drives_own = false, vehicle_id = c.vehicle_id
    from crew c
    where s.jurisdiction_id = ${tx.jurisdictionId} and c.jurisdiction_id = s.jurisdiction_id and c.id = s.crew_id
      and c.id = ${crewId} and c.vehicle_id is distinct from ${vehicleId}::integer
      and s.drives_own and lower(s.during) <= ${now}`)
}

/** The first of the twelve that the fewest crews at work have. */
function leastUsedColor(tx: Tx): Sql {
  return sql`(
    select color from generate_series(0, 11) as color
    order by (
      select count(*) from crew c
      where c.jurisdiction_id = ${tx.jurisdictionId} and c.color = color.color and c.retired_on is null
    ), color
    limit 1)`
}

export function writeDepot(
  tx: Tx,
  { id, isNew }: Target,
  plan: DepotPlan,
  today: string,
): Promise<Registered> {
  const { nameEl, nameEn, address, location, isRetired } = plan
  return written(
    tx,
    isNew
      ? sql`
        insert into depot (jurisdiction_id, id, name_el, name_en, address, geom)
        values (${tx.jurisdictionId}, ${givenId(id)}, ${nameEl}, ${nameEn}, ${address ?? null}, ${pointSql(...location)})`
      : sql`
        update depot
        set name_el = coalesce(${nameEl ?? null}, name_el), name_en = coalesce(${nameEn ?? null}, name_en),
          ${address === undefined ? empty : sql`address = ${address},`} geom = ${pointSql(...location)},
          ${retiring(isRetired, today)} version = nextval('roster_version')
        where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
}

const tables = {
  member: sql`crew_member`,
  crew: sql`crew`,
  vehicle: sql`vehicle`,
  depot: sql`depot`,
}

/** What was made by mistake; the keys of all that tells of it keep the rest (23503). */
export async function deleteRegistered(tx: Tx, kind: keyof typeof tables, ids: number[]): Promise<void> {
  if (ids.length === 0) return
  if (kind === 'crew')
    await tx.query(sql`
      delete from crew_zone where jurisdiction_id = ${tx.jurisdictionId} and crew_id = any (${ids}::integer[])`)
  // that a shift under way went on without them
  if (kind === 'member')
    await tx.query(sql`
      delete from shift_member
      where jurisdiction_id = ${tx.jurisdictionId} and member_id = any (${ids}::integer[]) and not is_on`)
  await tx.query(sql`
    delete from ${tables[kind]} where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::integer[])`)
}
