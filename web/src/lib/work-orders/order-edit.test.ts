import {
  ApiError,
  changeWorkOrder,
  type Client,
  type Endpoint,
  type WorkOrderDetail,
} from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { OrderEdit } from './order-edit.svelte.ts'

const base = {
  id: 7,
  version: 3,
  title: 'Λακκούβα · Θηβών 1',
  durationMinutes: 30,
  priority: 20,
  dueAt: '2026-03-05T08:00:30.000Z',
  skills: ['road-works'],
  notes: '',
  needs: { materials: '', equipment: '', permit: '', needsClosure: false, closureId: null, assetCode: null },
  tasks: [{ vehicleFeatures: ['tipper'], earliestAt: null, latestAt: null }],
  events: [],
} as unknown as WorkOrderDetail

/** A server that has the order, as the API answers. */
function serverWith(order: WorkOrderDetail) {
  const bodies: Record<string, unknown>[] = []
  const call = (async (endpoint: Endpoint, { body }: { body: Record<string, unknown> }) => {
    if (endpoint.name !== changeWorkOrder.name) return order
    bodies.push(body)
    if (body.version !== order.version)
      throw new ApiError({
        type: 'conflict',
        title: 'changed',
        status: 409,
        data: { version: order.version },
      })
    return { ...order, version: order.version + 1 }
  }) as unknown as Client
  return { call, bodies }
}

const edit = (order = base) => new OrderEdit('aigaleo', 'Europe/Athens', order)

test('only what was changed is sent, on the version that was seen', async () => {
  const form = edit()
  form.fields.durationMinutes = 45
  form.fields.materials = ' 2 μ³ χαλίκι '
  form.fields.latest.day = '2026-03-05'
  form.fields.latest.time = '12:00'
  const { call, bodies } = serverWith(base)
  const saved = await form.save(call)
  expect(bodies).toEqual([
    { version: 3, durationMinutes: 45, materials: '2 μ³ χαλίκι', latestAt: '2026-03-05T10:00:00.000Z' },
  ])
  expect(saved).toMatchObject({
    order: { version: 4 },
    undo: { durationMinutes: 30, materials: '', latestAt: null },
  })
})

test('a form in which nothing was changed sends nothing', async () => {
  const { call, bodies } = serverWith(base)
  expect(await edit().save(call)).toMatchObject({ order: { version: 3 }, undo: {} })
  expect(bodies).toEqual([])
})

test('what someone else changed is told, the rest follows, and what was written stays', async () => {
  const form = edit()
  form.fields.durationMinutes = 45
  const theirs = {
    ...base,
    version: 4,
    durationMinutes: 60,
    title: 'Λακκούβα · Θηβών 3',
    events: [{ kind: 'changed', actorName: 'Μαρία' }],
  } as unknown as WorkOrderDetail
  const { call, bodies } = serverWith(theirs)
  expect(await form.save(call)).toBeNull()
  expect(form.metName).toBe('Μαρία')
  expect(form.met).toEqual([
    { name: 'title', from: 'Λακκούβα · Θηβών 1', to: 'Λακκούβα · Θηβών 3' },
    { name: 'durationMinutes', from: 30, to: 60, yours: 45 },
  ])
  expect(form.fields.title).toBe('Λακκούβα · Θηβών 3')
  expect(form.fields.durationMinutes).toBe(45)
  await form.save(call)
  expect(bodies.at(-1)).toEqual({ version: 4, durationMinutes: 45 })
})

test('an order that only moved on is saved without a question', async () => {
  const form = edit()
  form.fields.permit = 'Εκδόθηκε'
  const { call, bodies } = serverWith({ ...base, version: 5, status: 'dispatched' })
  expect(await form.save(call)).not.toBeNull()
  expect(form.met).toEqual([])
  expect(bodies.at(-1)).toEqual({ version: 5, permit: 'Εκδόθηκε' })
})

test('an order that needs no closed road names no closure', () => {
  const form = edit({ ...base, needs: { ...base.needs, needsClosure: true, closureId: 4 } })
  form.fields.needsClosure = false
  expect(form.changes).toEqual({ needsClosure: false, closureId: null })
})
