import { afterAll, beforeAll, expect, test } from 'vitest'
import { raw, sql } from '@dromos/db'
import { testDatabase, type TestDatabase } from '@dromos/db/testing'
import { verifyPassword } from '../api/src/accounts/password.ts'
import { demoPin } from './seed/write-pins.ts'
import { searchKey } from '../api/src/contract/search-key.ts'
import { rebuildRollup } from '../api/src/requests/rollup.ts'
import { seedDemo } from './seed-demo.ts'
import { scales } from './simulate/scale.ts'

const now = new Date('2026-03-10T09:00:00Z')
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
  await seedDemo({ databaseUrl: database.url, now, size: 'small' })
})

afterAll(() => database[Symbol.asyncDispose]())

async function rows(statement: ReturnType<typeof sql>) {
  return (await database.db.tenant('aigaleo', (tx) => tx.query(statement))).rows
}

async function tally(): Promise<Record<string, unknown>> {
  const [counts] = await rows(sql`
    select (select count(*) from request) as requests, (select count(*) from request_event) as events,
      (select count(*) from shift) as shifts, (select count(*) from street_segment) as stretches,
      (select count(*) from crew) as crews, (select sum(received) from request_rollup) as received,
      (select count(*) from basemap.street) as streets, (select count(*) from account) as accounts`)
  return counts
}

test('the streets of the extract become a basemap and a city with numbered streets', async () => {
  const [map] = await rows(sql`
    select (select count(*) from basemap.street) as streets, (select count(*) from basemap.rail) as rails,
      (select count(*) from basemap.water) as waters, (select count(*) from basemap.boundary) as boundaries,
      (select count(*) from basemap.municipality) as municipalities,
      (select count(*) from basemap.label where kind = 'neighbourhood') as neighbourhoods`)
  expect(map).toMatchObject({ municipalities: 35, neighbourhoods: 7 })
  expect(map.streets).toBeGreaterThan(24_000)
  for (const layer of ['rails', 'waters', 'boundaries']) expect(map[layer]).toBeGreaterThan(50)
  const [thivon] = await rows(sql`
    select n.name, n.length_meters, max(greatest(number_from, number_to)) as last
    from street_name n join street_segment s on s.street_name_id = n.id
    where n.search_key = ${searchKey('THIVWN')} group by 1, 2`)
  expect(thivon.name).toBe('Θηβών')
  expect(thivon.last).toBeGreaterThan(200)
  const [outside] = await rows(sql`
    select count(*) as n from street_segment s, jurisdiction c
    where c.id = 'aigaleo' and not st_intersects(s.geom, c.boundary)`)
  expect(outside.n).toBe(0)
})

test('street lengths by area and by cell add up to the streets', async () => {
  const [length] = await rows(sql`
    select (select sum(length_meters) from street_segment) as stretches,
      (select sum(street_meters) from cell_exposure) as cells,
      (select sum(street_meters) from area where kind = 'neighbourhood') as areas`)
  const meters = Number(length.stretches)
  expect(Math.abs(Number(length.cells) - meters)).toBeLessThan(meters * 0.01)
  expect(Number(length.areas)).toBeGreaterThan(meters * 0.97)
  expect(Number(length.areas)).toBeLessThan(meters * 1.001)
})

test('the requests stand as the scale says, inside the city and in their neighbourhood', async () => {
  const [count] = await rows(sql`
    select count(*) as total, count(*) filter (where is_open) as open,
      count(*) filter (where status = 'duplicate') as duplicate,
      count(*) filter (where not st_covers(c.boundary, r.geom)) as outside,
      count(*) filter (where requested_at > ${now} or updated_at > ${now}) as ahead,
      count(*) filter (where is_open and due_at < ${now}) as overdue
    from request r, jurisdiction c where c.id = 'aigaleo'`)
  const { total, open, duplicate } = scales.small
  expect(count).toMatchObject({ total, open, duplicate, outside: 0, ahead: 0 })
  expect(count.overdue).toBeGreaterThan(10)
  const [wrong] = await rows(sql`
    select count(*) as n from request r left join area a on a.id = r.area_id
    where r.area_id is not null and (a.kind <> 'neighbourhood' or st_distance(a.geom, r.geom) > 0.00001)`)
  expect(wrong.n).toBe(0)
})

test('rows that were loaded without the checks keep every rule of the schema', async () => {
  const { rows: keys } = await database.owner.query(sql`
    select conrelid::regclass::text as name, conname, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
      and conrelid::regclass::text in ('request', 'request_event', 'incident', 'incident_edge', 'reporter')`)
  expect(keys.length).toBeGreaterThan(8)
  for (const key of keys) {
    await database.owner.query(sql`
      alter table ${raw(String(key.name))} drop constraint ${raw(String(key.conname))},
      add constraint ${raw(String(key.conname))} ${raw(String(key.definition))}`)
  }
})

test('the history of every request ends in its status, and incidents hold what they count', async () => {
  const [wrong] = await rows(sql`
    select count(*) as n from request r join lateral (
      select to_status from request_event e where e.request_id = r.id and to_status is not null
      order by occurred_at desc, id desc limit 1) last on true
    where last.to_status <> r.status`)
  expect(wrong.n).toBe(0)
  const [incidents] = await rows(sql`
    select count(*) as n, count(*) filter (where i.request_count <> members.n) as wrong,
      count(*) filter (where (i.closed_at is null) <> members.is_open) as wrongly_closed,
      sum(members.n - 1) as repeats
    from incident i join (
      select incident_id, count(*) as n, bool_or(is_open) as is_open from request group by 1
    ) members on members.incident_id = i.id`)
  expect(incidents).toMatchObject({ wrong: 0, wrongly_closed: 0 })
  expect(Number(incidents.repeats) / scales.small.total).toBeGreaterThan(0.1)
  expect(Number(incidents.repeats) / scales.small.total).toBeLessThan(0.15)
})

test('the roll-ups are those the product would count', async () => {
  const figures = sql`
    select day, service_code, cell::text, area_id, received, duplicates, resolved, resolved_on_time, resolution_seconds
    from request_rollup order by day, service_code, cell, area_id`
  const loaded = await rows(figures)
  await database.db.tenant('aigaleo', (tx) => rebuildRollup(tx))
  expect(await rows(figures)).toEqual(loaded)
  const [sum] = await rows(sql`select sum(received) as received from request_rollup`)
  expect(sum.received).toBe(scales.small.total)
})

test('every role can sign in, and everyone in a crew comes in by PIN', async () => {
  const roles = await rows(sql`
    select m.role, count(*) as n, min(c.password) as password from membership m
    join account_credential c on c.account_id = m.account_id and c.provider_account_id = m.account_id
    group by 1 order by 1`)
  expect(roles.map(({ role }) => role)).toEqual([
    'admin',
    'agent',
    'citizen',
    'crew',
    'dispatcher',
    'manager',
    'planner',
  ])
  for (const { password } of roles)
    expect(await verifyPassword({ hash: String(password), password: 'dromos-demo' })).toBe(true)
  const [members] = await rows(sql`
    select count(*) as n, count(p.account_id) as with_pin, min(p.pin_hash) as pin_hash,
      count(distinct m.crew_id) filter (where m.account_id like 'demo-%') as with_password
    from crew_member m
    left join crew_pin p on p.jurisdiction_id = m.jurisdiction_id and p.account_id = m.account_id`)
  expect(members.with_pin).toBe(members.n)
  expect(await verifyPassword({ hash: String(members.pin_hash), password: demoPin })).toBe(true)
  const [crews] = await rows(sql`select count(*) as n from crew`)
  expect(members.with_password).toBe(crews.n)
})

test('a dispatcher finds hotspots at the first start', async () => {
  const [hotspots] = await rows(sql`select count(*) as n from hotspot`)
  expect(hotspots.n).toBeGreaterThan(0)
})

test('a second start on the same day does no harm', async () => {
  const before = await tally()
  await seedDemo({ databaseUrl: database.url, now, size: 'small' })
  expect(await tally()).toEqual(before)
})

test('a start that was cut off anywhere is completed by the next', { timeout: 240_000 }, async () => {
  await using cut = await testDatabase()
  const stops = ['areas and services', 'lines of the map', 'crews and accounts', 'requests']
  for (const stop of stops) {
    const onProgress = (text: string) => {
      if (text.includes(stop)) throw new Error('the power went out')
    }
    await expect(seedDemo({ databaseUrl: cut.url, now, size: 'small', onProgress })).rejects.toThrow('power')
  }
  await seedDemo({ databaseUrl: cut.url, now, size: 'small' })
  const { rows: counts } = await cut.owner.query(sql`
    select (select count(*) from request) as requests, (select count(*) from crew) as crews,
      (select sum(received) from request_rollup) as received, (select count(*) > 0 from hotspot) as has_hotspots`)
  const { total } = scales.small
  expect(counts[0]).toEqual({ requests: total, crews: 10, received: total, has_hotspots: true })
})

test('a database that serves another city is left alone', async () => {
  await using other = await testDatabase()
  await other.owner.query(sql`
    insert into jurisdiction (id, name_el, name_en, timezone, boundary, center)
    values ('bayreuth', 'Μπαϊρόιτ', 'Bayreuth', 'Europe/Berlin',
      st_geomfromtext('multipolygon(((11 49, 11 50, 12 50, 11 49)))', 4326), st_point(11.5, 49.9, 4326))`)
  await seedDemo({ databaseUrl: other.url, now, size: 'small' })
  const { rows: cities } = await other.owner.query(sql`select id from jurisdiction`)
  expect(cities).toEqual([{ id: 'bayreuth' }])
})

test('a start on a later day lives the days since, once', async () => {
  const later = new Date('2026-03-13T09:00:00Z')
  const before = await tally()
  await seedDemo({ databaseUrl: database.url, now: later, size: 'small' })
  const [added] = await rows(sql`
    select count(*) as requests, min(requested_at) as first, max(requested_at) as last,
      count(*) filter (where is_open) as open
    from request where requested_at > ${new Date('2026-03-10T22:00:00Z')}`)
  expect(Number(added.requests)).toBe(Number((await tally()).requests) - Number(before.requests))
  expect(added.requests).toBeGreaterThan(60)
  expect(added.open).toBeGreaterThan(20)
  expect((added.last as Date) <= later).toBe(true)
  const [rolled] = await rows(
    sql`select (select sum(received) from request_rollup) as received, (select count(*) from request) as requests`,
  )
  expect(rolled.received).toBe(rolled.requests)
  const once = await tally()
  expect(Number(once.shifts)).toBeGreaterThan(Number(before.shifts))
  await seedDemo({ databaseUrl: database.url, now: later, size: 'small' })
  expect(await tally()).toEqual(once)
})
