import type { Client, Crew, Endpoint, LiveEvent, PlanChanges, PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { Planning } from './planning.svelte.ts'

const today = () => '2026-03-02'

function detail(version: number, given: Partial<PlanVersionDetail> = {}): PlanVersionDetail {
  const stop = { kind: 'task', taskId: 11, workOrderId: 111, title: 'Λάμπα', location: [23.68, 37.99] }
  return {
    planId: 4,
    version,
    status: 'optimised',
    crewIds: [1, 2],
    workOrderIds: [111, 112],
    routes: [{ crewId: 1, stops: [{ kind: 'start', taskId: null, workOrderId: null }, stop] }],
    unassigned: [{ taskId: 12, workOrderId: 112, title: 'Λακκούβα', location: [23.69, 37.98], crews: [] }],
    ...given,
  } as unknown as PlanVersionDetail
}

function shift(crewId: number, hour: string) {
  return { id: crewId, crewId, startsAt: `2026-03-02T${hour}:00:00.000Z`, endsAt: '2026-03-02T14:00:00.000Z' }
}

function order(id: number, isLate = false) {
  return { id, isLate, priority: 20, dueAt: null }
}

function planningWith(answers: Record<string, (call: Record<string, never>) => unknown>, crews: Crew[] = []) {
  const asked: { name: string; call: Record<string, unknown> }[] = []
  const call = (async (endpoint: Endpoint, given: Record<string, never>) => {
    asked.push({ name: endpoint.name, call: given })
    return answers[endpoint.name]?.(given) ?? []
  }) as unknown as Client
  return { planning: new Planning({ jurisdictionId: 'aigaleo', call, crews: () => crews, today }), asked }
}

test('a stop in focus is found with its crew, its order and its place', async () => {
  const { planning } = planningWith({ getPlanVersion: () => detail(1) })
  await planning.detail.open('4/1')
  expect(planning.selected({ kind: 'order', id: 111 })).toEqual({ selectedRouteId: 1, selectedStopId: 11 })
  expect(planning.selected({ kind: 'order', id: 112 })).toEqual({ selectedRouteId: null, selectedStopId: 12 })
  expect(planning.selected({ kind: 'crew', id: 2 })).toEqual({ selectedRouteId: 2, selectedStopId: null })
  expect(planning.placeOfOrder(112)).toEqual([23.69, 37.98])
})

test('a move shows the new version and the rules it broke', async () => {
  const { planning, asked } = planningWith({
    getPlanVersion: () => detail(1),
    movePlanStop: () => ({
      ...detail(2),
      routes: [],
      keptCrewIds: [1],
      violations: [{ taskId: 11, crewId: 2, cause: 'shift', margin: 720, since: 2, movedTaskIds: [11] }],
      addedViolations: [{ taskId: 11, crewId: 2, cause: 'shift', margin: 720 }],
    }),
  })
  await planning.detail.open('4/1')
  await planning.move([11], { crewId: 2, place: 0 })
  expect(asked.find(({ name }) => name === 'movePlanStop')!.call).toMatchObject({
    params: { planId: 4, version: 1 },
    body: { taskIds: [11], crewId: 2, place: 0, isStep: true },
  })
  expect(planning.detail.value?.version).toBe(2)
  expect(planning.find(11)).toMatchObject({ crewId: 1, place: 0 })
  expect(planning.detail.value?.violations).toMatchObject([{ cause: 'shift', since: 2 }])
})

test('a failed move leaves the plan as it was and is told', async () => {
  const { planning } = planningWith({
    getPlanVersion: () => detail(1),
    movePlanStop: () => {
      throw new Error('down')
    },
  })
  await planning.detail.open('4/1')
  await expect(planning.move([11], { crewId: 2 })).rejects.toThrow('down')
  expect(planning.detail.value?.version).toBe(1)
  expect(planning.isBusy).toBe(false)
})

test('a re-plan asks for few changes, and its proposal marks the stops that change', async () => {
  const changes = {
    budget: 5,
    changes: 1,
    savedSeconds: 0,
    stops: [{ taskId: 11 }],
  } as unknown as PlanChanges
  const { planning, asked } = planningWith({
    replanDay: () => detail(2, { status: 'solving' }),
    getPlanVersion: () => detail(2, { changes }),
  })
  expect(await planning.replan(4, 5)).toMatchObject({ version: 2 })
  expect(asked[0]).toMatchObject({
    name: 'replanDay',
    call: { params: { planId: 4 }, body: { changeBudget: 5 } },
  })
  await planning.detail.open('4/2')
  expect([planning.isChanged(11), planning.isChanged(12)]).toEqual([true, false])
  planning.detail.accept(detail(2, { changes, status: 'published' }))
  expect(planning.isChanged(11)).toBe(false)
})

test('what is planned is everything but what was left out, the most urgent first', async () => {
  const { planning, asked } = planningWith(
    {
      listShifts: () => [shift(1, '06'), shift(2, '05')],
      listWorkOrders: () => ({
        items: [order(111), order(112, true), order(113)],
        nextCursor: null,
        total: 3,
      }),
      solvePlan: () => detail(1, { status: 'solving' }),
    },
    [{ id: 1 }, { id: 2 }, { id: 3 }] as Crew[],
  )
  await Promise.all([planning.shifts.open('2026-03-02'), planning.orders.open('2026-03-02')])
  expect(planning.choice.crewIds).toEqual([2, 1])
  expect(planning.choice.orderIds).toEqual([112, 111, 113])
  planning.choice.turnCrew(1)
  planning.choice.turnOrder(111)
  planning.choice.wishes = { serve: 4, drive: 2, spread: 0 }
  await planning.solve('2026-03-02')
  expect(asked.find(({ name }) => name === 'solvePlan')!.call).toMatchObject({
    body: { day: '2026-03-02', crewIds: [2], workOrderIds: [112, 113], seconds: 10, weights: { travel: 4 } },
  })
  planning.choice.turnAllCrews(false)
  expect(planning.choice.canPlan).toBe(false)
})

test('what was picked in the backlog is planned and nothing else, until all are taken again', async () => {
  const { planning } = planningWith({
    listWorkOrders: () => ({ items: [order(111), order(112), order(113)], nextCursor: null, total: 3 }),
  })
  planning.choice.takeOnly([112, 999])
  await planning.orders.open('2026-03-02')
  expect(planning.choice.orderIds).toEqual([112])
  planning.choice.turnOrder(111)
  expect(planning.choice.orderIds).toEqual([111, 112])
  planning.choice.turnOrders([111, 113], false)
  expect(planning.choice.orderIds).toEqual([112])
  planning.choice.turnAllOrders(true)
  expect(planning.choice.orderIds).toEqual([111, 112, 113])
  planning.choice.turnOrders([111, 113], false)
  expect(planning.choice.orderIds).toEqual([112])
})

test('of more orders than a plan takes the most urgent are offered, and of the others it is said how many', async () => {
  const { planning, asked } = planningWith({
    listWorkOrders: (call) => {
      const from = Number((call as { query?: { cursor?: string } }).query?.cursor ?? 0)
      const items = Array.from({ length: 500 }, (_, index) => order(from + index + 1))
      return { items, nextCursor: String(from + 500), total: 2345 }
    },
  })
  await planning.orders.open('2026-03-02')
  expect(planning.orders.value).toMatchObject({ total: 2345 })
  expect(planning.choice.orderIds).toHaveLength(2000)
  expect(asked.map(({ call }) => (call.query as { sort: string }).sort)).toEqual(Array(4).fill('urgent'))
})

test('progress of a solve is followed without asking', () => {
  const { planning, asked } = planningWith({})
  const listeners = new Map<string, (event: LiveEvent) => void>()
  planning.follow({
    on: (entity, listener) => {
      listeners.set(entity, listener)
      return () => {}
    },
    onOpen: () => () => {},
    onResync: () => () => {},
  })
  listeners.get('plan_version')!({
    id: 1,
    jurisdictionId: 'aigaleo',
    entity: 'plan_version',
    entityId: '4/1',
    version: 1,
    data: { status: 'solving', share: 0.4, assignedCount: 17, phase: 'routes' },
  })
  expect(planning.solving.progress).toEqual({ key: '4/1', share: 0.4, assignedCount: 17, phase: 'routes' })
  expect(asked).toEqual([])
})
