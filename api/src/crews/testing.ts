import { asJson, sql, type Database } from '@dromos/db'
import { cityId } from '../testing/city.ts'

const center: [lon: number, lat: number] = [23.7, 37.985]

/**
 * Crews for the test city: 1 loads bulky waste with a grab truck, 2 has an electrician and a van, 3 walks and
 * keeps to the north (zone 3). All start from one depot.
 */
export async function arrangeCrews(owner: Database): Promise<void> {
  await owner.query(sql`
    insert into area (jurisdiction_id, id, kind, code, name_el, name_en, geom)
    values (${cityId}, 3, 'zone', 'north', 'Βορράς', 'North',
      st_multi(st_makeenvelope(23.68, 37.985, 23.72, 38.00, 4326)))`)
  await owner.query(sql`
    insert into skill (jurisdiction_id, code, name_el, name_en)
    values (${cityId}, 'electrician', 'Ηλεκτρολόγος', 'Electrician'),
      (${cityId}, 'loader', 'Φορτωτής', 'Loader')`)
  await owner.query(sql`
    insert into depot (jurisdiction_id, id, name_el, name_en, geom)
    values (${cityId}, 1, 'Αμαξοστάσιο', 'Depot', st_point(23.69, 37.98, 4326))`)
  await owner.query(sql`
    insert into vehicle (jurisdiction_id, id, depot_id, name, plate, profile, features, capacity_m3, capacity_kg)
    values (${cityId}, 1, 1, 'Αρπάγη', 'ABC-1001', 'truck', '{grab}', 12, 5000),
      (${cityId}, 2, 1, 'Καλαθοφόρο', 'ABC-1002', 'van', '{basket}', 2, 500)`)
  await owner.query(sql`
    insert into crew (jurisdiction_id, id, department_code, depot_id, vehicle_id, name_el, name_en, color)
    values (${cityId}, 1, 'cleaning', 1, 1, 'Συνεργείο 1', 'Crew 1', 0),
      (${cityId}, 2, 'lighting', 1, 2, 'Συνεργείο 2', 'Crew 2', 1),
      (${cityId}, 3, 'cleaning', 1, null, 'Συνεργείο 3', 'Crew 3', 2)`)
  await owner.query(sql`
    insert into crew_member (jurisdiction_id, id, crew_id, name, skills)
    values (${cityId}, 1, 1, 'Μαρία', '{loader}'), (${cityId}, 2, 2, 'Γιάννης', '{electrician}'),
      (${cityId}, 3, 3, 'Ελένη', '{}')`)
  await owner.query(sql`
    insert into crew_zone (jurisdiction_id, crew_id, area_id) values (${cityId}, 3, 3)`)
}

/** A shift from 07:00 to 15:00 in the city for each crew, with half an hour of break around 11:00. */
export async function arrangeShifts(owner: Database, day: string, crewIds = [1, 2, 3]): Promise<void> {
  await owner.query(sql`
    insert into shift (jurisdiction_id, crew_id, during, break_minutes, break_during)
    select ${cityId}, crew_id,
      tstzrange((${day}::date + time '07:00') at time zone 'Europe/Athens',
        (${day}::date + time '15:00') at time zone 'Europe/Athens'),
      30,
      tstzrange((${day}::date + time '10:30') at time zone 'Europe/Athens',
        (${day}::date + time '12:00') at time zone 'Europe/Athens')
    from unnest(${crewIds}::integer[]) as crew_id`)
}

export interface TestRequest {
  serviceCode?: string
  /** metres east and north of the centre */
  at?: [east: number, north: number]
  status?: string
  requestedAt?: Date
  dueAt?: Date
  email?: string
}

/** Inserts requests as they would stand after being reported, and gives their ids in order. */
export async function arrangeRequests(owner: Database, requests: TestRequest[]): Promise<number[]> {
  const rows = requests.map((request, index) => ({
    position: index,
    public_id: nextPublicId(),
    service_code: request.serviceCode ?? 'bulky-waste',
    status: request.status ?? 'received',
    lon: center[0] + (request.at?.[0] ?? 0) / 87_700,
    lat: center[1] + (request.at?.[1] ?? 0) / 111_000,
    requested_at: (request.requestedAt ?? new Date('2026-03-02T08:00:00Z')).toISOString(),
    due_at: (request.dueAt ?? new Date('2026-03-05T08:00:00Z')).toISOString(),
    email: request.email ?? null,
  }))
  const { rows: inserted } = await owner.query(sql`
    with given as (
      select * from jsonb_to_recordset(${asJson(rows)}) as g (position integer, public_id text,
        service_code text, status text, lon double precision, lat double precision,
        requested_at timestamptz, due_at timestamptz, email text)
    ),
    person as (
      insert into reporter (jurisdiction_id, email, language)
      select distinct ${cityId}, email, 'el' from given where email is not null
      returning id, email
    )
    insert into request (jurisdiction_id, public_id, service_code, department_code, status, channel, priority,
      address, reporter_id, requested_at, due_at, updated_at, cell, geom)
    select ${cityId}, g.public_id, g.service_code, s.department_code, g.status, 'web', s.priority,
      'Οδός ' || g.position, p.id, g.requested_at, g.due_at, g.requested_at, 622054503259340799,
      st_setsrid(st_makepoint(g.lon, g.lat), 4326)
    from given g
    join service s on s.jurisdiction_id = ${cityId} and s.code = g.service_code
    left join person p on p.email = g.email
    order by g.position
    returning id`)
  return rows.length === 0 ? [] : inserted.map(({ id }) => id as number).sort((a, b) => a - b)
}

let issued = 0

/** A public id that no other request of the test run has. */
function nextPublicId(): string {
  return String(++issued).padStart(8, '0')
}
