import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { clearTables } from '@dromos/db/testing'
import {
  chooseOwnPin,
  getMe,
  getRunSheet,
  getTabletDoor,
  givePin,
  listPins,
  listTabletEvents,
  listTablets,
  listWorkOrders,
  makeTabletCode,
  revokeTablet,
  unlockPin,
  unlockTablet,
} from '../contract/index.ts'
import { arrangeCrews, arrangeShifts } from '../crews/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import { refusalOf, testTablets, type TestDevice } from './testing.ts'

const params = { jurisdictionId: cityId }
const [maria, giannis] = [1, 2]
let api: TestApi
let tablets: Awaited<ReturnType<typeof testTablets>>
let tablet: TestDevice

beforeAll(async () => {
  api = await testApi()
  await arrangeCrews(api.database.owner)
  await arrangeShifts(api.database.owner, '2026-03-11')
  tablets = await testTablets(api)
})
beforeEach(async () => {
  api.clock.set('2026-03-11T08:00:00Z')
  await clearTables(api.database.owner, 'crew_pin, tablet, tablet_code, tablet_code_try, tablet_event')
  await api.database.owner.query(sql`delete from account_session where tablet_id is not null`)
  tablet = await tablets.registered()
})
afterAll(() => api?.[Symbol.asyncDispose]())

const door = (device: TestDevice) => device.client(getTabletDoor, { params })
const sheet = (device: TestDevice) =>
  device.client(getRunSheet, { params, query: { day: '2026-03-11', deviceId: device.id } })
const kinds = async () =>
  (await tablets.dispatcher(listTabletEvents, { params })).map(({ kind }) => kind).reverse()

test('a code makes one device a tablet of its crew, which keeps a secret that only it can read', async () => {
  const line = tablet.given.find((each) => each.startsWith('dromos.tablet='))
  expect(line).toMatch(/; Path=\/api\/v1\/testopolis\/;.*HttpOnly; SameSite=Strict$/)
  const { rows } = await api.database.owner.query(sql`select id, secret_hash from tablet`)
  expect(rows).toEqual([{ id: tablet.id, secret_hash: expect.stringMatching(/^[0-9a-f]{64}$/) }])
  expect(line).not.toContain(String(rows[0]!.secret_hash))
  expect(await door(tablet)).toMatchObject({
    crew: { id: 1, nameEn: 'Crew 1' },
    people: [{ memberId: maria, name: 'Μαρία', hasPin: false }],
  })
})

test('a code opens once, for ten minutes, and spaces in it do not matter', async () => {
  const code = await tablets.codeFor(2)
  await tablets.newDevice().register(`${code.slice(0, 5)} ${code.slice(5)}`)
  expect(await refusalOf(tablets.newDevice().register(code))).toEqual(['forbidden'])
  const late = await tablets.codeFor(2)
  api.clock.set('2026-03-11T08:10:01Z')
  expect(await refusalOf(tablets.newDevice().register(late))).toEqual(['forbidden'])
})

test('a wrong code is written down, and who sends them waits longer and longer, under any name', async () => {
  const thief = tablets.newDevice()
  const good = await tablets.codeFor(1)
  for (let tries = 0; tries < 5; tries++)
    expect(await refusalOf(thief.register('0000000000'))).toEqual(['forbidden'])
  expect((await kinds()).slice(-5)).toEqual(Array(5).fill('wrong_code'))
  for (const device of [thief, tablets.newDevice()])
    expect(await refusalOf(device.register(good))).toEqual(['too-many-requests', 'waiting'])
  const later = (seconds: number) =>
    api.clock.set(new Date(api.clock.now().getTime() + seconds * 1000).toISOString())
  for (const seconds of [30, 60, 120, 240, 480, 480]) {
    later(seconds - 1)
    expect(await refusalOf(thief.register('0000000000'))).toEqual(['too-many-requests', 'waiting'])
    later(1)
    expect(await refusalOf(thief.register('0000000000'))).toEqual(['forbidden'])
  }
  later(480)
  await thief.register(await tablets.codeFor(1))
  expect(await refusalOf(thief.register('0000000000'))).toEqual(['forbidden'])
})

test('a device without the secret is told nothing, whoever it asks for', async () => {
  await tablets.withPin(maria, '4827', tablet)
  const stranger = tablets.newDevice()
  const nothing = ['forbidden', 'unregistered']
  expect(await refusalOf(door(stranger))).toEqual(nothing)
  for (const memberId of [maria, giannis, 999])
    expect(await refusalOf(stranger.signIn(memberId, '4827'))).toEqual(nothing)
  stranger.cookies.set('dromos.tablet', 'A'.repeat(43))
  expect(await refusalOf(stranger.signIn(maria, '4827'))).toEqual(nothing)
})

test('a given PIN opens only to choose an own one, which is not an easy one', async () => {
  const { pin, holder } = await tablets.dispatcher(givePin, { params: { ...params, memberId: maria } })
  expect(holder).toMatchObject({ name: 'Μαρία', state: 'one_time' })
  expect(await refusalOf(tablet.signIn(maria, pin))).toEqual(['forbidden', 'choose'])
  expect(await refusalOf(tablet.signIn(maria, pin, '1234'))).toEqual(['bad-input', 'easy'])
  expect(await refusalOf(tablet.signIn(maria, pin, pin))).toEqual(['bad-input', 'same'])
  expect((await tablet.client(getMe, {})).account).toBeNull()
  expect(await tablet.signIn(maria, pin, '4827')).toMatchObject({ name: 'Μαρία' })
  expect((await tablet.client(getMe, {})).account?.name).toBe('Μαρία')
  expect(await refusalOf(tablet.signIn(maria, pin))).toEqual(['forbidden', 'wrong'])
  expect(await kinds()).toEqual([
    'code_made',
    'registered',
    'pin_given',
    'pin_chosen',
    'signed_in',
    'wrong_pin',
  ])
})

test('a given PIN that nobody used in a week opens nothing', async () => {
  const { pin } = await tablets.dispatcher(givePin, { params: { ...params, memberId: maria } })
  api.clock.set('2026-03-19T08:00:00Z')
  expect(await refusalOf(tablet.signIn(maria, pin, '4827'))).toEqual(['forbidden', 'lapsed'])
  expect(await tablets.dispatcher(listPins, { params })).toMatchObject([{ state: 'lapsed' }, {}, {}])
})

test('a PIN of another crew does not open, nor do people that are not there', async () => {
  const other = await tablets.registered(2)
  await tablets.withPin(giannis, '4827', other)
  expect(await refusalOf(tablet.signIn(giannis, '4827'))).toEqual(['forbidden', 'none'])
  expect(await refusalOf(tablet.signIn(999, '4827'))).toEqual(['forbidden', 'none'])
  await api.database.owner.query(sql`
    insert into crew_posting (jurisdiction_id, member_id, from_day) values (${cityId}, ${giannis}, '2026-03-01')`)
  expect(await refusalOf(other.signIn(giannis, '4827'))).toEqual(['forbidden', 'none'])
  await api.database.owner.query(sql`delete from crew_posting`)
})

test('wrong PINs wait longer and longer, then lock until a dispatcher unlocks', async () => {
  await tablets.withPin(maria, '4827', tablet)
  const answers = []
  for (let tries = 1; tries <= 10; tries++) {
    answers.push(await refusalOf(tablet.signIn(maria, '9999')))
    api.clock.set(new Date(api.clock.now().getTime() + 10 * 60_000).toISOString())
  }
  expect(answers).toEqual(Array(10).fill(['forbidden', 'wrong']))
  // the tablet that all ten came from is locked as well
  expect(await refusalOf(tablet.signIn(maria, '4827'))).toEqual(['forbidden', 'tablet_locked'])
  expect(await door(tablet)).toMatchObject({ isLocked: true, people: [{ isLocked: true }] })
  const of = { params: { ...params, deviceId: tablet.id } }
  expect(await tablets.dispatcher(unlockTablet, of)).toMatchObject({ isLocked: false })
  expect(await refusalOf(tablet.signIn(maria, '4827'))).toEqual(['forbidden', 'locked'])
  const unlocked = await tablets.dispatcher(unlockPin, { params: { ...params, memberId: maria } })
  expect(unlocked).toMatchObject({ isLocked: false, failedCount: 0, state: 'own' })
  await tablet.signIn(maria, '4827')
})

test('while a PIN waits, also the right one is not looked at', async () => {
  await tablets.withPin(maria, '4827', tablet)
  for (let tries = 0; tries < 5; tries++) await refusalOf(tablet.signIn(maria, '9999'))
  expect(await refusalOf(tablet.signIn(maria, '4827'))).toEqual(['too-many-requests', 'waiting'])
  api.clock.set('2026-03-11T08:00:30Z')
  await tablet.signIn(maria, '4827')
  expect(await tablets.dispatcher(listPins, { params })).toMatchObject([{ failedCount: 0 }, {}, {}])
})

test('tries at once count one by one', async () => {
  await tablets.withPin(maria, '4827', tablet)
  const answers = await Promise.all(Array.from({ length: 12 }, () => refusalOf(tablet.signIn(maria, '9999'))))
  expect(answers.filter((answer) => String(answer) === 'forbidden,wrong')).toHaveLength(5)
  expect(answers.filter((answer) => String(answer) === 'too-many-requests,waiting')).toHaveLength(7)
})

test('a session by PIN opens the crew’s part of one city, whatever else the person is', async () => {
  await tablets.withPin(maria, '4827', tablet)
  await api.database.owner.query(sql`
    insert into membership (jurisdiction_id, account_id, role)
    select ${cityId}, account_id, 'admin' from crew_member where id = ${maria}`)
  expect(await tablet.client(getMe, {})).toMatchObject({
    memberships: [{ jurisdictionId: cityId, role: 'crew' }],
    crews: [{ crewId: 1 }],
    tablet: { jurisdictionId: cityId, deviceId: tablet.id },
  })
  expect((await sheet(tablet)).crew.id).toBe(1)
  expect(await refusalOf(tablet.client(listWorkOrders, { params }))).toEqual(['forbidden'])
  await api.database.owner.query(sql`delete from membership where role = 'admin'`)
})

test('a session by PIN ends an hour after the shift and is not made longer', async () => {
  await tablets.withPin(maria, '4827', tablet)
  const lasts = sql`
    select round(extract(epoch from expires_at - created_at) / 60) as minutes, expires_at = ends_at as is_end
    from account_session where tablet_id = ${tablet.id}`
  // from ten o'clock in the city until an hour after fifteen
  expect((await api.database.owner.query(lasts)).rows).toEqual([{ minutes: 360, is_end: true }])
  // what asks the library not to make it longer can be thrown away by whoever holds the tablet
  for (const name of [...tablet.cookies.keys()])
    if (name !== 'dromos.session_token') tablet.cookies.delete(name)
  expect((await tablet.client(getMe, {})).account?.name).toBe('Μαρία')
  expect((await api.database.owner.query(lasts)).rows).toEqual([{ minutes: 360, is_end: true }])
  await api.database.owner.query(sql`
    update account_session set expires_at = now() - interval '1 minute' where tablet_id = ${tablet.id}`)
  tablet.cookies.delete('dromos.session_data')
  expect(await refusalOf(sheet(tablet))).toEqual(['unauthenticated'])
})

test('a revoked tablet is told so, all that was open on it ends, and nobody comes in', async () => {
  await tablets.withPin(maria, '4827', tablet)
  const of = { ...params, deviceId: tablet.id }
  expect(await tablets.dispatcher(listTablets, { params })).toMatchObject([
    { id: tablet.id, crewId: 1, appVersion: '7', signedIn: { name: 'Μαρία' } },
  ])
  const revoked = await tablets.dispatcher(revokeTablet, { params: of, body: { isRevoked: true } })
  expect(revoked).toMatchObject({ signedIn: null, revokedAt: expect.any(String) })
  expect(await refusalOf(sheet(tablet))).toEqual(['unauthenticated'])
  expect(await refusalOf(door(tablet))).toEqual(['forbidden', 'revoked'])
  expect(await refusalOf(tablet.signIn(maria, '4827'))).toEqual(['forbidden', 'revoked'])
  await tablet.register(await tablets.codeFor(1))
  await tablet.signIn(maria, '4827')
})

test('who comes in takes the place of who was in before; a new PIN throws its person out', async () => {
  await api.database.owner.query(sql`
    insert into crew_member (jurisdiction_id, id, crew_id, name) values (${cityId}, 7, 1, 'Νίκος')
    on conflict do nothing`)
  await tablets.withPin(maria, '4827', tablet)
  const before = new Map(tablet.cookies)
  await tablets.withPin(7, '8391', tablet)
  expect((await tablet.client(getMe, {})).account?.name).toBe('Νίκος')
  const marias = tablets.newDevice()
  for (const [name, value] of before) marias.cookies.set(name, value)
  expect((await marias.client(getMe, {})).account).toBeNull()
  await tablets.dispatcher(givePin, { params: { ...params, memberId: 7 } })
  expect((await tablet.client(getMe, {})).account).toBeNull()
})

test('people change their PIN themselves: with the old one on a tablet, without after a password', async () => {
  await tablets.withPin(maria, '4827', tablet)
  const change = (body: { newPin: string; pin?: string }) => tablet.client(chooseOwnPin, { params, body })
  expect(await refusalOf(change({ newPin: '8391' }))).toEqual(['forbidden', 'wrong'])
  expect(await refusalOf(change({ pin: '4827', newPin: '0000' }))).toEqual(['bad-input', 'easy'])
  await change({ pin: '4827', newPin: '8391' })
  expect((await kinds()).slice(-2)).toEqual(['wrong_pin', 'pin_chosen'])
  expect(await refusalOf(tablet.signIn(maria, '4827'))).toEqual(['forbidden', 'wrong'])
  await tablet.signIn(maria, '8391')

  const crew = await api.signIn('crew')
  await api.database.owner.query(sql`
    insert into crew_member (jurisdiction_id, id, crew_id, name, account_id)
    values (${cityId}, 8, 1, 'Άννα', ${crew.accountId})`)
  await crew.client(chooseOwnPin, { params, body: { newPin: '7264' } })
  await tablet.signIn(8, '7264')
})

test('only who says what crews do makes codes and gives PINs', async () => {
  const { client } = await api.signIn('crew')
  expect(await refusalOf(client(makeTabletCode, { params: { ...params, crewId: 1 } }))).toEqual(['forbidden'])
  expect(await refusalOf(client(givePin, { params: { ...params, memberId: maria } }))).toEqual(['forbidden'])
  const missing = tablets.dispatcher(makeTabletCode, { params: { ...params, crewId: 99 } })
  expect(await refusalOf(missing)).toEqual(['not-found'])
  expect(await refusalOf(tablets.dispatcher(givePin, { params: { ...params, memberId: 99 } }))).toEqual([
    'not-found',
  ])
})
