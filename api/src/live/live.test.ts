import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { idsOf, move, report } from '../requests/testing.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { cleanLiveEventsJob } from '../jobs/clean-live-events.ts'
import { emitLive } from './emit.ts'
import { EventRing, frameOf } from './event-ring.ts'
import { openHub } from './hub.ts'
import { findEventsAfter, findLastEventId } from './queries.ts'
import { listenLive } from './testing.ts'

let api: TestApi
let dispatcher: SignedIn
const open: { close(): void }[] = []

beforeAll(async () => {
  api = await testApi({ liveStreams: 3 })
  dispatcher = await api.signIn('dispatcher')
})

afterEach(() => open.splice(0).forEach((stream) => stream.close()))
afterAll(() => api?.[Symbol.asyncDispose]())

async function listen(query = '', headers: Record<string, string> = dispatcher.headers) {
  const stream = await listenLive(`${api.origin}/api/v1/${cityId}/live${query}`, headers)
  open.push(stream)
  return stream
}

function emitPlan(entityId: number) {
  return api.context.db.tenant(cityId, async (tx) => emitLive(tx, { entity: 'plan', entityId, version: 1 }))
}

test('a member hears of a report with its place, and of every move with its version', async () => {
  const stream = await listen()
  const { publicId } = await report(api.visitor, { reporter: { name: 'Ελένη' }, description: 'secret words' })
  const [id] = await idsOf(api, [publicId])
  const first = await stream.next()
  expect(first.event).toMatchObject({
    jurisdictionId: cityId,
    entity: 'request',
    entityId: String(id),
    version: 1,
    data: { publicId, status: 'received', serviceCode: 'street-light', lon: 23.6901, lat: 37.975 },
  })
  expect(first.id).toBe(String(first.event.id))
  expect(JSON.stringify(first)).not.toMatch(/Ελένη|secret/)
  await move(api, { ids: [id], to: 'accepted' })
  expect((await stream.next()).event).toMatchObject({ version: 2, data: { status: 'accepted' } })
})

test('the public hears only of requests, by their public id', async () => {
  const stream = await listen('?public=true', {})
  await emitPlan(1)
  const { publicId } = await report(api.visitor)
  const { event } = await stream.next()
  expect(event).toMatchObject({ entity: 'request', entityId: publicId, data: { status: 'received' } })
  expect(Object.keys(event.data)).toEqual(['status'])
})

test('a change that is rolled back is never heard of', async () => {
  const stream = await listen()
  const failed = api.context.db.tenant(cityId, async (tx) => {
    emitLive(tx, { entity: 'crew', entityId: 1, version: 1 })
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await emitPlan(2)
  expect((await stream.next()).event).toMatchObject({ entity: 'plan', entityId: '2' })
})

test('a screen that was cut off goes on after the last event it saw', async () => {
  const stream = await listen()
  await emitPlan(10)
  const seen = await stream.next()
  stream.close()
  await emitPlan(11)
  await emitPlan(12)
  const resumed = await listen('', { ...dispatcher.headers, 'last-event-id': seen.id! })
  expect((await resumed.next()).event.entityId).toBe('11')
  expect((await resumed.next()).event.entityId).toBe('12')
})

test('a screen whose first answer knew of an event begins after it, and goes on after the last it saw', async () => {
  await emitPlan(30)
  const id = await api.context.db.tenant(cityId, findLastEventId)
  await emitPlan(31)
  const begun = await listen(`?after=${id}`)
  const seen = await begun.next()
  expect(seen.event.entityId).toBe('31')
  begun.close()
  await emitPlan(32)
  const resumed = await listen(`?after=${id}`, { ...dispatcher.headers, 'last-event-id': seen.id! })
  expect((await resumed.next()).event.entityId).toBe('32')
  expect((await listen('?after=soon')).response.status).toBe(400)
})

test('what a process did not hear itself, it reads from the table', async () => {
  await emitPlan(20)
  const { rows } = await api.database.owner.query(sql`select max(id) as id from live_event`)
  const id = rows[0].id as number
  await emitPlan(21)
  const hub = openHub({ db: api.database.db, log: api.context.log, streamsPerCity: 1 })
  expect(hub.recentAfter(cityId, id)).toBeNull()
  const events = await api.context.db.tenant(cityId, (tx) => findEventsAfter(tx, id))
  expect(events?.at(-1)).toMatchObject({ entityId: '21' })
})

test('one that missed more than is known is told to fetch everything anew', async () => {
  for (const lastEventId of ['999999999', 'nonsense']) {
    const stream = await listen('', { ...dispatcher.headers, 'last-event-id': lastEventId })
    expect((await stream.next()).name).toBe('resync')
  }
})

test('strangers do not listen, and a city has only so many streams', async () => {
  const stranger = await api.signIn('citizen')
  expect((await listen('', {})).response.status).toBe(401)
  expect((await listen('', stranger.headers)).response.status).toBe(403)
  for (let i = 0; i < 3; i++) expect((await listen('?public=true', {})).response.status).toBe(200)
  expect((await listen('?public=true', {})).response.status).toBe(503)
  expect((await listen()).response.status).toBe(200)
})

test('who leaves before the stream has begun takes no place', async () => {
  const { cookie } = dispatcher.headers
  const ask = `GET /api/v1/${cityId}/live HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`
  for (let i = 0; i < 6; i++) {
    const socket = connect(Number(new URL(api.origin).port), '127.0.0.1')
    await once(socket, 'connect')
    await new Promise<void>((resolve) => socket.write(ask, () => resolve()))
    socket.destroy()
  }
  for (let i = 0; i < 3; i++) await expect.poll(async () => (await listen()).response.status).toBe(200)
})

test('when the listener loses its connection, screens are told to fetch anew and hear again', async () => {
  const stream = await listen()
  await api.database.owner.query(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query = 'listen dromos_live'`)
  expect((await stream.next()).name).toBe('resync')
  await emitPlan(30)
  expect((await stream.next()).event.entityId).toBe('30')
})

test('events older than a day are forgotten', async () => {
  await emitPlan(40)
  await api.database.owner.query(sql`update live_event set at = at - interval '10 years'`)
  await emitPlan(41)
  api.clock.set(new Date().toISOString())
  const job = { id: 'x', context: api.context, signal: new AbortController().signal }
  await cleanLiveEventsJob.handle({}, job)
  const { rows } = await api.database.owner.query(sql`select entity_id from live_event`)
  expect(rows).toEqual([{ entity_id: '41' }])
})

test('a ring knows what came after an event, as long as it holds that event', () => {
  const ring = new EventRing(3)
  const event = { jurisdictionId: cityId, entity: 'plan' as const, entityId: '1', version: 1, data: {} }
  for (let id = 1; id <= 7; id++) ring.add(frameOf({ ...event, id }))
  expect(ring.after(6)?.map(({ id }) => id)).toEqual([7])
  expect(ring.after(7)).toEqual([])
  expect(ring.after(1)).toBeNull()
})
