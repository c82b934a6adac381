import type { Client, Endpoint, Plan } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { Planning } from './planning.svelte.ts'

const version = (number: number, follows: number | null) => ({
  version: number,
  follows,
  baseVersion: follows,
  act: { kind: 'move', title: null },
  status: 'optimised',
})
const day = '2026-03-12'
const plan = {
  id: 4,
  day,
  headVersion: 2,
  publishedVersion: null,
  versions: [version(1, null), version(2, 1), version(3, 1)],
} as unknown as Plan

async function planningAt(shown: number, now = '2026-03-12') {
  const asked: { name: string; given: unknown }[] = []
  const call = (async (endpoint: Endpoint, given: unknown) => {
    asked.push({ name: endpoint.name, given })
    if (endpoint.name === 'listPlans') return [plan]
    if (endpoint.name === 'setPlanHead') return { ...plan, roster: [{ crewId: 1, left: null }] }
    return { planId: 4, day, version: shown, status: 'optimised', routes: [], unassigned: [] }
  }) as unknown as Client
  const planning = new Planning({ jurisdictionId: 'aigaleo', call, crews: () => [], today: () => now })
  await Promise.all([planning.plans.open(day), planning.detail.open(`4/${shown}`)])
  return { planning, asked }
}

test('only the head is changed, and undone', async () => {
  const head = (await planningAt(2)).planning
  expect([head.canChange, head.steps.isHead, head.steps.undoTo]).toEqual([true, true, 1])
  const before = (await planningAt(1)).planning
  expect([before.canChange, before.steps.isHead, before.steps.undoTo]).toEqual([false, false, null])
})

test('the plan of a day that is over is not changed, undone or done again', async () => {
  const { planning } = await planningAt(2, '2026-03-13')
  const { canChange, steps } = planning
  expect([canChange, steps.isHead, steps.isOver, steps.undoTo, steps.redoTo]).toEqual([
    false,
    true,
    true,
    null,
    null,
  ])
})

test('while the version of a step is on its way, the next step is known', async () => {
  const { planning } = await planningAt(2)
  const waiting = planning.detail.open('4/1')
  expect(planning.detail.value).toBeNull()
  expect(planning.steps.plan?.id).toBe(4)
  expect(planning.steps.isHead).toBe(false)
  const back = planning.detail.open('4/2')
  expect(planning.detail.value).toBeNull()
  expect([planning.steps.isHead, planning.steps.undoTo, planning.canChange]).toEqual([true, 1, false])
  await Promise.all([waiting, back])
})

test('steps that are asked for at the same time are taken one after the other', async () => {
  const { steps } = (await planningAt(2)).planning
  const taken: string[] = []
  const step = (name: string) =>
    steps.inTurn(async () => {
      taken.push(`${name} begins`)
      await Promise.resolve()
      taken.push(`${name} ends`)
    })
  const both = Promise.all([step('first'), step('second')])
  expect(steps.isStepping).toBe(true)
  await both
  expect(steps.isStepping).toBe(false)
  expect(taken).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
})

test('going on from another version names the head that is known here, and tells whose shifts follow', async () => {
  const { planning, asked } = await planningAt(2)
  expect(await planning.steps.goOn(plan, 1)).toMatchObject({ roster: [{ crewId: 1, left: null }] })
  expect(asked.find(({ name }) => name === 'setPlanHead')!.given).toMatchObject({
    params: { planId: 4 },
    body: { version: 1, from: 2 },
  })
})
