import { many, sql, type Tx } from '@dromos/db'
import { z } from 'zod'
import { formatAddress, numberAt, pointOfNumber } from '../../api/src/geo/address.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { searchKey } from '../../api/src/contract/search-key.ts'
import { holidaysOf } from '../../api/src/jurisdictions/holidays.ts'
import { randomFrom } from '../simulate/random.ts'
import type { DemoCity, DemoDepot } from './cities/city.ts'
import { copyRows, type CopyValue } from './copy.ts'
import { crewKinds } from './crew-kinds.ts'
import { pointHex } from './ewkb.ts'
import { livenRoster } from './liven-roster.ts'
import { personName } from './people.ts'
import { demoShifts } from './shifts.ts'

/** Depots on real streets, vehicles, crews with their members and zones, and the roster around today. */
export async function writeWorkforce(tx: Tx, city: DemoCity, now: Date): Promise<void> {
  await writeDepots(tx, city)
  await writeCrews(tx, city)
  await extendRoster(tx, now)
}

/** Gives every crew its shifts of the days around today; days that have shifts already stay as they are. */
export async function extendRoster(tx: Tx, now: Date): Promise<void> {
  const id = tx.jurisdictionId
  const crews = await many(
    tx,
    z.object({ id: z.number() }),
    sql`select id from crew where jurisdiction_id = ${id} and retired_on is null order by id`,
  )
  const shifts = demoShifts(
    crews.map((crew) => crew.id),
    now,
    holidaysOf('GR'),
  )
  await tx.query(sql`
    insert into shift (jurisdiction_id, crew_id, during, break_minutes, break_during)
    select ${id}, crew_id, tstzrange(starts_at, ends_at), 30, tstzrange(break_from, break_to)
    from unnest(${shifts.map((shift) => shift.crewId)}::int[], ${shifts.map((shift) => shift.startsAt)}::timestamptz[],
      ${shifts.map((shift) => shift.endsAt)}::timestamptz[], ${shifts.map((shift) => shift.breakFrom)}::timestamptz[],
      ${shifts.map((shift) => shift.breakTo)}::timestamptz[]) as given (crew_id, starts_at, ends_at, break_from, break_to)
    where starts_at > coalesce(
      (select max(upper(during)) from shift where jurisdiction_id = ${id}), '-infinity'::timestamptz)`)
  await livenRoster(tx, now)
}

async function writeDepots(tx: Tx, city: DemoCity): Promise<void> {
  const rows: CopyValue[][] = []
  for (const [i, depot] of city.depots.entries()) {
    const { point, address } = await findDoor(tx, depot)
    rows.push([city.id, i + 1, depot.nameEl, depot.nameEn, address, pointHex(point)])
  }
  const columns = ['jurisdiction_id', 'id', 'name_el', 'name_en', 'address', 'geom']
  await copyRows(tx, { table: 'depot', columns }, rows)
}

const Stretch = z.object({
  name: z.string(),
  numberFrom: z.number(),
  numberTo: z.number(),
  line: z.object({ coordinates: z.array(z.tuple([z.number(), z.number()])) }),
})

async function findDoor(tx: Tx, { street, near }: DemoDepot): Promise<{ point: LonLat; address: string }> {
  const [found] = await many(
    tx,
    Stretch,
    sql`select n.name, s.number_from, s.number_to, st_asgeojson(s.geom, 9)::json as line
        from street_segment s
        join street_name n on n.jurisdiction_id = s.jurisdiction_id and n.id = s.street_name_id
        where s.jurisdiction_id = ${tx.jurisdictionId} and n.search_key = ${searchKey(street)}
        order by s.geom <-> st_setsrid(st_makepoint(${near[0]}, ${near[1]}), 4326) limit 1`,
  )
  if (!found) throw new Error(`no street ${street} in ${tx.jurisdictionId}`)
  const stretch = { line: found.line.coordinates, numberFrom: found.numberFrom, numberTo: found.numberTo }
  const { number } = numberAt(stretch, near)
  return { point: pointOfNumber(stretch, number), address: formatAddress(found.name, number) }
}

async function writeCrews(tx: Tx, city: DemoCity): Promise<void> {
  const random = randomFrom(`${city.id} crews`)
  const counts = new Map<string, number>()
  const crews = city.crews.flatMap(({ kind, count, depot }) =>
    Array.from({ length: count }, () => ({ kind, depot })),
  )
  const vehicleRows: CopyValue[][] = []
  const crewRows: CopyValue[][] = []
  const memberRows: CopyValue[][] = []
  const zoneRows: CopyValue[][] = []
  for (const [i, { kind, depot }] of crews.entries()) {
    const id = i + 1
    const { department, vehicle, skills, ...of } = crewKinds[kind]
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    const depotId = city.depots.findIndex(({ code }) => code === depot) + 1
    const plate = `ΚΗΗ ${4000 + (city.id === 'athens' ? 100 : 0) + id}`
    vehicleRows.push([
      city.id,
      id,
      depotId,
      `${vehicle.nameEl} ${id}`,
      plate,
      vehicle.profile,
      vehicle.features,
      vehicle.capacityM3,
      vehicle.capacityKg,
    ])
    crewRows.push([
      city.id,
      id,
      department,
      depotId,
      id,
      `${of.nameEl} ${number}`,
      `${of.nameEn} ${number}`,
      i % 12,
    ])
    for (let m = 0; m < of.members; m++)
      memberRows.push([
        city.id,
        memberRows.length + 1,
        id,
        personName(random),
        skills.filter((_, s) => m === 0 || s === m % skills.length),
      ])
    // crews of a kind share the city's zones out between them; every other one goes anywhere
    if (number % 2 === 1) zoneRows.push([city.id, id, 201 + (Math.floor(number / 2) % city.zones.length)])
  }
  const own = (...names: string[]) => ['jurisdiction_id', ...names]
  const vehicle = own('id', 'depot_id', 'name', 'plate', 'profile', 'features', 'capacity_m3', 'capacity_kg')
  const crew = own('id', 'department_code', 'depot_id', 'vehicle_id', 'name_el', 'name_en', 'color')
  await copyRows(tx, { table: 'vehicle', columns: vehicle }, vehicleRows)
  await copyRows(tx, { table: 'crew', columns: crew }, crewRows)
  await copyRows(tx, { table: 'crew_member', columns: own('id', 'crew_id', 'name', 'skills') }, memberRows)
  await copyRows(tx, { table: 'crew_zone', columns: own('crew_id', 'area_id') }, zoneRows)
}
