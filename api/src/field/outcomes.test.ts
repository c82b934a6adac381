import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getWorkOrder, listRequests, listWorkOrders } from '../contract/index.ts'
import { type TestDispatch } from '../dispatch/testing.ts'
import { op, testField, type TestField } from '../dispatch/testing-field.ts'
import { cityId } from '../testing.ts'

const params = { jurisdictionId: cityId }
let field: TestField
let dispatch: TestDispatch

beforeAll(async () => {
  field = await testField()
  dispatch = field.dispatch
})
beforeEach(async () => {
  await dispatch.clear()
  dispatch.api.clock.set('2026-03-11T08:00:00Z')
})
afterAll(() => field?.[Symbol.asyncDispose]())

test('done in part: the rest is an order of its own, made once, that holds the requests', async () => {
  const [order] = await field.publishedDay()
  await dispatch.api.database.owner.query(sql`
    update work_order set access_notes = 'Κλειδί στο περίπτερο', materials = 'Άμμος', equipment = 'Κομπρεσέρ',
      permit = 'ΑΔ-17', needs_closure = true, asset_code = 'B-1', street_name = 'Ιερά Οδός', street_begins_at = 'Θηβών',
      line = st_geomfromtext('MULTILINESTRING((23.69 37.98, 23.70 37.98))', 4326)
    where id = ${order.id}`)
  const visit = await field.visitOf(order.id)
  const partial = op(visit, 'partial', undefined, { left: 'Μένει ο καναπές', leftMinutes: 25 })
  await field.send([op(visit, 'arrive'), partial])
  await field.send([partial])
  const { followOnId, status, reason } = await field.visitOf(order.id)
  expect([status, reason]).toEqual(['done', 'in_part'])
  const rest = await dispatch.readOrder(followOnId!)
  expect(rest).toMatchObject({
    source: 'follow_on',
    status: 'ready',
    notes: 'Μένει ο καναπές',
    accessNotes: 'Κλειδί στο περίπτερο',
    needs: {
      materials: 'Άμμος',
      equipment: 'Κομπρεσέρ',
      permit: 'ΑΔ-17',
      needsClosure: true,
      assetCode: 'B-1',
    },
    durationMinutes: 25,
    street: { name: 'Ιερά Οδός', beginsAt: 'Θηβών', endsAt: null },
    requests: [{ status: 'accepted', isOpen: true, workOrderId: followOnId }],
    events: [{ kind: 'created', data: { followsId: order.id } }],
  })
  const before = await dispatch.readOrder(order.id)
  expect(before.status).toBe('closed')
  expect(before.events.map((event) => [event.reason, event.data.followOnId])).toContainEqual([
    'done in part',
    followOnId,
  ])
  const { total } = await dispatch.client(listWorkOrders, { params, query: {} })
  expect(total).toBe(3)
  await dispatch.publish(await dispatch.solved())
  expect((await dispatch.readOrder(followOnId!)).status).toBe('dispatched')
})

test('done and done in part contradict each other: the first stays and both are told', async () => {
  const [order, other] = await field.publishedDay()
  const [visit, second] = [await field.visitOf(order.id), await field.visitOf(other.id)]
  const { results } = await field.send([
    op(visit, 'done'),
    op(visit, 'partial', undefined, { left: 'κάτι' }),
    op(second, 'partial', undefined, { left: 'κάτι' }),
    op(second, 'done'),
  ])
  expect(results.map(({ conflict }) => conflict)).toEqual([
    null,
    { field: 'reason', yours: 'in_part', theirs: 'done' },
    null,
    { field: 'reason', yours: 'done', theirs: 'in_part' },
  ])
})

test('a declined job waits for another crew, and its crew no longer has it', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  await field.send([op(visit, 'decline', undefined, { note: 'Χάλασε η αρπάγη' })])
  const declined = await dispatch.readOrder(order.id)
  expect(declined).toMatchObject({
    status: 'ready',
    tasks: [{ status: 'open' }],
    requests: [{ status: 'accepted' }],
  })
  expect(declined.events.at(-1)).toMatchObject({ reason: 'declined', note: 'Χάλασε η αρπάγη' })
  expect(await field.visitOf(order.id)).toBeUndefined()
  const { results } = await field.send([op(visit, 'done')])
  expect(results).toMatchObject([{ conflict: { yours: 'done', theirs: 'declined' } }])
})

test('closed far away is taken, flagged, and told with its reason; near enough for its accuracy is not', async () => {
  const [order, other] = await field.publishedDay()
  const [visit, near] = [await field.visitOf(order.id), await field.visitOf(other.id)]
  const [lon, lat] = visit.location
  const away = {
    location: [lon, lat + 400 / 111_000],
    accuracyMeters: 20,
    farReason: 'Ξεχάσαμε να το κλείσουμε',
  }
  const vague = { location: [near.location[0], near.location[1] + 400 / 111_000], accuracyMeters: 300 }
  const { results } = await field.send([
    op(visit, 'done', undefined, away),
    op(near, 'fail', undefined, { reason: 'weather', ...vague }),
  ])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  const flagged = await field.visitOf(order.id)
  expect(flagged).toMatchObject({ isFar: true, farReason: 'Ξεχάσαμε να το κλείσουμε' })
  expect(flagged.closedDistanceMeters).toBeGreaterThan(390)
  expect(flagged.closedDistanceMeters).toBeLessThan(410)
  expect(await field.visitOf(other.id)).toMatchObject({ isFar: false, farReason: null })
  const { events } = await dispatch.client(getWorkOrder, { params: { ...params, id: order.id } })
  expect(events.find(({ toStatus }) => toStatus === 'completed')?.data).toMatchObject({
    far: { distanceMeters: Math.round(flagged.closedDistanceMeters!), reason: 'Ξεχάσαμε να το κλείσουμε' },
  })
})

test('another fault that the crew finds is a request, once; one that cannot be is told', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  const found = op(visit, 'found', undefined, { serviceCode: 'street-light', note: 'Σβηστό' })
  const nothing = op(visit, 'found', undefined, { serviceCode: 'no-such-service' })
  const { results } = await field.send([found, nothing])
  expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'refused'])
  await field.send([found, nothing])
  const query = { service: ['street-light'] }
  const { items } = await dispatch.client(listRequests, { params, query })
  expect(items).toMatchObject([{ publicId: results[0]!.detail, description: 'Σβηστό', channel: 'app' }])
  // what is said of the other fault is not said of the job
  expect(await field.visitOf(order.id)).toMatchObject({ status: 'dispatched', note: null })
})

test('a tap that was taken back is in the history and changes nothing', async () => {
  const [order] = await field.publishedDay()
  const visit = await field.visitOf(order.id)
  const undo = op(visit, 'undo', undefined, { undoes: crypto.randomUUID(), undone: 'done' })
  expect(await field.send([undo])).toMatchObject({
    results: [{ outcome: 'applied', visitStatus: 'dispatched' }],
  })
  expect((await dispatch.readOrder(order.id)).status).toBe('dispatched')
})
