import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql, type Database } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  getCrewTrack,
  listCrewPositions,
  listPositionLooks,
  revokeTablet,
  sendPositions,
} from '../contract/index.ts'
import { arrangeShifts } from '../crews/testing.ts'
import { day, type TestDispatch } from '../dispatch/testing.ts'
import { testField, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'
import { reduceTracks } from './reduce-tracks.ts'

const params = { jurisdictionId: cityId }
const deviceId = 'tablet-one'
const depot: [number, number] = [23.69, 37.98]
let field: TestField
let dispatch: TestDispatch
let owner: Database

// the shift is from 07:00 to 15:00 in Athens, which is from 05:00 to 13:00 UTC
beforeAll(async () => {
  field = await testField()
  ;({ dispatch } = field)
  owner = dispatch.api.database.owner
  await owner.query(sql`delete from shift`)
  await arrangeShifts(owner, day)
})
beforeEach(async () => {
  dispatch.api.clock.set(`${day}T08:00:00Z`)
  await clearTables(owner, 'crew_position, crew_track_cell, position_look')
})
afterAll(() => field?.[Symbol.asyncDispose]())

function at(time: string, location = depot, accuracyMeters = 8) {
  return { at: `${day}T${time}Z`, location, accuracyMeters }
}

function send(positions: ReturnType<typeof at>[], sentAt = dispatch.api.clock.now().toISOString()) {
  return field.tablet(sendPositions, { params, body: { deviceId, sentAt, positions } })
}

const pointsLeft = async () =>
  Number((await owner.query(sql`select count(*) from crew_position`)).rows[0].count)

const reduce = () => {
  const { context, clock } = dispatch.api
  return context.db.tenant(cityId, (tx) => reduceTracks(tx, clock.now()))
}

test('where a crew was is kept inside its shift, and nothing of it outside', async () => {
  expect(await send([at('04:59:00'), at('07:58:00'), at('07:59:00', [23.7, 37.98])])).toEqual({
    keptCount: 2,
    leftOutCount: 1,
  })
  const { items } = await dispatch.client(listCrewPositions, { params })
  expect(items).toEqual([
    { crewId: 1, location: [23.7, 37.98], accuracyMeters: 8, measuredAt: `${day}T07:59:00.000Z` },
  ])
  expect(await pointsLeft()).toBe(2)

  dispatch.api.clock.set(`${day}T13:30:00Z`)
  expect(await send([at('13:10:00')])).toEqual({ keptCount: 0, leftOutCount: 1 })
  expect((await dispatch.client(listCrewPositions, { params })).items).toEqual([])
})

test('the same points again, points seconds apart and points to come add nothing', async () => {
  const positions = [at('07:50:00'), at('07:50:04'), at('07:51:00'), at('09:00:00')]
  expect(await send(positions)).toMatchObject({ keptCount: 2 })
  expect(await send(positions)).toMatchObject({ keptCount: 0 })
})

test('a tablet whose clock is wrong is set right by the time it sends at', async () => {
  await send([at('05:50:00')], `${day}T06:00:00Z`)
  const { items } = await dispatch.client(listCrewPositions, { params })
  expect(items[0].measuredAt).toBe(`${day}T07:50:00.000Z`)
})

test('a tablet that was revoked, and an account without a crew, say nothing', async () => {
  await field.send([]).catch(() => {})
  await field.setMember(null)
  await expect(send([at('07:50:00')])).rejects.toMatchObject({ problem: { status: 403 } })
  await field.setMember(field.crew.accountId)
  await owner.query(sql`
    insert into tablet (jurisdiction_id, id, first_seen_at, last_seen_at)
    values (${cityId}, 'tablet-gone', now(), now()) on conflict do nothing`)
  await dispatch.client(revokeTablet, {
    params: { ...params, deviceId: 'tablet-gone' },
    body: { isRevoked: true },
  })
  const body = { deviceId: 'tablet-gone', sentAt: `${day}T08:00:00Z`, positions: [at('07:50:00')] }
  await expect(field.tablet(sendPositions, { params, body })).rejects.toMatchObject({
    problem: { status: 403 },
  })
  expect(await pointsLeft()).toBe(0)
})

test('each look is written down, and the crew that was looked at reads by whom', async () => {
  dispatch.api.clock.set(`${day}T08:00:00Z`)
  await send([at('07:59:00')])
  expect(await field.tablet(listPositionLooks, { params })).toEqual([])
  for (let look = 0; look < 3; look++) await dispatch.client(listCrewPositions, { params })
  dispatch.api.clock.set(`${day}T09:20:00Z`)
  await dispatch.client(getCrewTrack, { params: { ...params, crewId: 1 }, query: { day } })
  const looks = await field.tablet(listPositionLooks, { params })
  expect(looks).toMatchObject([
    { crewId: 1, kind: 'track', day, lastLookedAt: `${day}T09:20:00.000Z` },
    { crewId: 1, kind: 'map', day, lastLookedAt: `${day}T08:00:00.000Z` },
  ])
  expect(looks[0].accountName).not.toBe('')
  // crew 1 alone was on the map, so no other crew reads of it
  await field.setMember(null)
  expect(await field.tablet(listPositionLooks, { params })).toEqual([])
  await field.setMember(field.crew.accountId)
})

test('a day later no point is left, only how long the crew was in which cell', async () => {
  await send([at('07:00:00'), at('07:02:00'), at('07:04:00', [23.72, 37.99]), at('07:30:00', [23.72, 37.99])])
  await reduce()
  expect(await pointsLeft()).toBe(4)
  dispatch.api.clock.set('2026-03-13T13:00:00Z')
  await reduce()
  await reduce()
  expect(await pointsLeft()).toBe(0)
  const track = await dispatch.client(getCrewTrack, { params: { ...params, crewId: 1 }, query: { day } })
  expect(track.points).toEqual([])
  // two minutes and two at the depot; the silence of 26 minutes counts for nothing
  expect(track.cells.map(({ seconds }) => seconds)).toEqual([240, 0])
  expect(await send([at('07:00:00')])).toMatchObject({ keptCount: 0 })
})

test('however a track is cut into batches, in whatever order, the same points are kept', async () => {
  const points = Array.from({ length: 20 }, (_, index) => {
    const second = 60 * index
    return at(`07:${String(Math.floor(second / 60)).padStart(2, '0')}:00`)
  })
  const law = fc.asyncProperty(
    fc.shuffledSubarray(points, { minLength: 20 }),
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 20, maxLength: 20 }),
    async (order, cuts) => {
      await clearTables(owner, 'crew_position')
      let from = 0
      for (const cut of cuts) {
        const batch = order.slice(Math.max(0, from - 1), from + cut)
        if (batch.length > 0) await send(batch)
        from += cut
      }
      if (from < 20) await send(order.slice(from))
      expect(await pointsLeft()).toBe(20)
    },
  )
  await fc.assert(law, { numRuns: 8, seed: 5 })
})
