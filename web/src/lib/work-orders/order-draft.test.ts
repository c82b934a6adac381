import { ApiError, type Client, type Service } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { requestRow } from '#lib/dispatch/testing.ts'
import { OrderDraft } from './order-draft.svelte.ts'

const service = () => ({ durationMinutes: 30, skills: ['electrician'] }) as Service

function draftOf(ids: number[], given: Parameters<typeof requestRow>[0] = {}) {
  return new OrderDraft({
    jurisdictionId: 'aigaleo',
    timezone: 'Europe/Athens',
    requests: ids.map((id) => requestRow({ ...given, id })),
    ...(ids.length ? { hotspotId: 7 } : {}),
    service,
    nameOf: () => 'Λάμπα',
  })
}

function clientThat(answer: (body: Record<string, unknown>) => unknown) {
  const bodies: Record<string, unknown>[] = []
  const call = (async (_endpoint: unknown, { body }: { body: Record<string, unknown> }) => {
    bodies.push(body)
    return answer(body)
  }) as unknown as Client
  return { call, bodies }
}

test('what the form shows is what is sent', async () => {
  const draft = draftOf([1, 2])
  draft.fields.title = '  Δύο λάμπες  '
  draft.assignNow = true
  const { call, bodies } = clientThat(() => ({ id: 5 }))
  expect(await draft.send(call)).toEqual({ id: 5 })
  expect(bodies[0]).toMatchObject({
    requestIds: [1, 2],
    hotspotId: 7,
    title: 'Δύο λάμπες',
    durationMinutes: 45,
    skills: ['electrician'],
    dueAt: '2026-03-05T08:00:00.000Z',
    assignNow: true,
  })
})

test('sent again after a failure it names the same order', async () => {
  const draft = draftOf([1])
  let isDown = true
  const { call, bodies } = clientThat(() => {
    if (isDown) throw new TypeError('network')
    return { id: 5 }
  })
  expect(await draft.send(call)).toBeNull()
  expect(draft.failure).toBeInstanceOf(TypeError)
  isDown = false
  expect(await draft.send(call)).toEqual({ id: 5 })
  expect(bodies[0]!.idempotencyKey).toBe(bodies[1]!.idempotencyKey)
})

test('requests that another order holds can be left out', async () => {
  const draft = draftOf([1, 2, 3])
  const { call } = clientThat(() => {
    throw new ApiError({
      type: 'conflict',
      title: 'Some of these requests cannot be ordered',
      status: 409,
      data: { requests: [{ id: 2, reason: 'ordered' }] },
    })
  })
  await draft.send(call)
  expect(draft.refusedIds).toEqual([2])
  draft.leaveOutRefused()
  expect(draft.requests.map((row) => row.id)).toEqual([1, 3])
  expect(draft.failure).toBeNull()
})

test('another due day keeps the hour of the city, wherever the browser is', async () => {
  const draft = draftOf([1], { dueAt: '2026-03-05T22:30:00.000Z' })
  // half past midnight of the next day in Athens
  expect(draft.fields.due.day).toBe('2026-03-06')
  draft.fields.due.day = '2026-03-30'
  const { call, bodies } = clientThat(() => ({ id: 5 }))
  await draft.send(call)
  // summer time has begun by then
  expect(bodies[0]!.dueAt).toBe('2026-03-29T21:30:00.000Z')
})

test('what the order needs goes with it', async () => {
  const draft = draftOf([1])
  draft.fields.fill({ materials: '3 λαμπτήρες', needsClosure: true, assetCode: 'ΣΤ-1' })
  const { call, bodies } = clientThat(() => ({ id: 5 }))
  await draft.send(call)
  expect(bodies[0]).toMatchObject({ materials: '3 λαμπτήρες', needsClosure: true, assetCode: 'ΣΤ-1' })
})

test('work at a place takes its title from its service and place until somebody writes one', async () => {
  const draft = draftOf([])
  draft.chooseService('lamp-out')
  draft.choosePlace({ location: [23.68, 37.99], address: 'Θηβών 5' })
  expect(draft.fields.title).toBe('Λάμπα · Θηβών 5')
  draft.fields.title = 'Έλεγχος στύλων'
  draft.choosePlace({ location: [23.681, 37.99], address: 'Θηβών 7' })
  const { call, bodies } = clientThat(() => ({ id: 5 }))
  await draft.send(call)
  expect(bodies[0]).toMatchObject({
    requestIds: [],
    serviceCode: 'lamp-out',
    title: 'Έλεγχος στύλων',
    place: { location: [23.681, 37.99], address: 'Θηβών 7' },
    durationMinutes: 30,
  })
  expect(bodies[0]).not.toHaveProperty('dueAt')
})
