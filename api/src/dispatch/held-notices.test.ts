import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { changeWorkOrder } from '../contract/index.ts'
import { sendNotificationJob } from '../jobs/send-notification.ts'
import { requestMoved } from '../notifications/templates/index.ts'
import { cityId } from '../testing.ts'
import { testDispatch, type TestDispatch } from './testing.ts'

const params = { jurisdictionId: cityId }
const planned = { status: 'planned', from: 'accepted' }
const offRoute = { status: 'accepted', from: 'planned' }
let dispatch: TestDispatch

beforeAll(async () => {
  dispatch = await testDispatch()
})
beforeEach(() => dispatch.clear())
afterAll(() => dispatch?.[Symbol.asyncDispose]())

test('crews are told of a publish at once, citizens after a minute', async () => {
  await published()
  const { rows } = await dispatch.api.database.owner.query(sql`
    select n.channel, round(extract(epoch from j.start_after - j.created_on))::integer as seconds
    from pgboss.job j
    join notification n on n.id = (j.data ->> 'notificationId')::bigint
    where j.name = 'send-notification'
    order by n.id desc limit 2`)
  expect(rows).toEqual([
    { channel: 'tablet', seconds: 0 },
    { channel: 'email', seconds: 60 },
  ])
})

test('citizens who were not told yet hear neither of the publish nor of its end', async () => {
  const { solved } = await published()
  expect(await dispatch.checkTakeBack(solved)).toMatchObject({ toldCount: 0, untoldCount: 1 })
  await dispatch.takeBack(solved)
  await sendAll()
  expect(await letters()).toEqual([{ status: 'suppressed', data: planned }])
})

test('citizens who were told are told that it holds no more, and again once it does', async () => {
  const { solved } = await published()
  await sendAll()
  expect(await dispatch.checkTakeBack(solved)).toMatchObject({ toldCount: 1, untoldCount: 0 })
  await dispatch.takeBack(solved)
  await sendAll()
  await dispatch.publish(solved)
  await sendAll()
  expect(await letters()).toEqual([
    { status: 'sent', data: planned },
    { status: 'sent', data: offRoute },
    { status: 'sent', data: planned },
  ])
})

test('published, taken back and published within the minute: one letter, of what holds', async () => {
  const { solved } = await published()
  await dispatch.takeBack(solved)
  await dispatch.publish(solved)
  await sendAll()
  expect(await letters()).toEqual([
    { status: 'suppressed', data: planned },
    { status: 'sent', data: planned },
  ])
})

test('an order that the desk takes from its crew within the minute is no news to its citizen either', async () => {
  const { order } = await published()
  const { version } = await dispatch.readOrder(order.id)
  await dispatch.client(changeWorkOrder, {
    params: { ...params, id: order.id },
    body: { version, status: 'ready' },
  })
  await sendAll()
  expect(await letters()).toEqual([{ status: 'suppressed', data: planned }])
})

test('the letter does not say that a request was accepted which has lost its time', () => {
  const subject = {
    cityName: 'Aigaleo',
    serviceName: 'Pothole',
    publicId: '7F3KQ92D',
    address: null,
    link: 'https://city.test/7F3KQ92D',
  }
  const letter = requestMoved('en', subject, { status: 'accepted', from: 'planned' })!
  expect(letter.subject).toBe('Report 7F3KQ92D no longer scheduled: Pothole')
  expect(letter.text).toContain('the time that was announced no longer holds')
  expect(requestMoved('el', subject, { status: 'accepted', from: 'planned' })!.text).toContain(
    'δεν ισχύει πια',
  )
  expect(requestMoved('en', subject, { status: 'accepted', from: 'received' })!.subject).toContain('accepted')
})

/** One order of a citizen with an address, given out. */
async function published() {
  const [order] = await dispatch.arrangeOrders([{ email: 'maria@example.org' }])
  const solved = await dispatch.solved()
  await dispatch.publish(solved)
  return { order, solved }
}

/** What a plan has told, or would have. */
async function letters() {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select status, data from notification where held_until is not null order by id`)
  return rows
}

/** What waits is sent now, as its jobs do when its time has come. */
async function sendAll(): Promise<void> {
  const { rows } = await dispatch.api.database.owner.query(sql`
    select id from notification where status = 'pending' order by id`)
  for (const { id } of rows)
    await sendNotificationJob.handle({ ...params, notificationId: id as number }, dispatch.jobCall())
}
