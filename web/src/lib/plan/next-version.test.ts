import type { Client, Endpoint, LiveEvent } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { isNextOf } from './next-version.ts'
import { Planning } from './planning.svelte.ts'

const shown = { planId: 4, version: 2 }

test('only a saved change of the version that is shown is the next one', () => {
  const saved = { status: 'optimised', baseVersion: 2 }
  expect(isNextOf(shown, '4/3', saved)).toBe(true)
  expect(isNextOf(shown, '5/3', saved)).toBe(false)
  expect(isNextOf(shown, '44/3', saved)).toBe(false)
  expect(isNextOf(shown, '4/3', { ...saved, baseVersion: 1 })).toBe(false)
  expect(isNextOf(shown, '4/3', { ...saved, status: 'failed' })).toBe(false)
  expect(isNextOf(null, '4/3', saved)).toBe(false)
})

const plan = { id: 4, headVersion: 2, versions: [{ version: 2 }] }

/** A screen that shows version 2 of plan 4, and the server behind it; `tell` is heard as from the stream. */
async function screen(answers: Record<string, () => unknown>) {
  const asked: string[] = []
  const call = (async ({ name }: Endpoint) => {
    asked.push(name)
    return answers[name]!()
  }) as unknown as Client
  const planning = new Planning({
    jurisdictionId: 'aigaleo',
    call,
    crews: () => [],
    today: () => '2026-03-12',
  })
  await planning.detail.open('4/2')
  await planning.plans.open('2026-03-12')
  const listeners = new Map<string, (event: LiveEvent) => void>()
  const stop = planning.follow({
    on: (entity, listener) => {
      listeners.set(entity, listener)
      return () => listeners.delete(entity)
    },
    onOpen: () => () => {},
    onResync: () => () => {},
  })
  asked.length = 0
  return {
    planning,
    asked,
    stop,
    tell(entity: string, entityId: string, data: object) {
      listeners.get(entity)!({ entityId, data } as unknown as LiveEvent)
    },
  }
}

const version = (number: number, routes: object[]) => ({
  planId: 4,
  version: number,
  status: 'optimised',
  routes,
  unassigned: [],
  together: [] as object[],
})
const step = { ...version(3, [{ crewId: 2, stops: [] }]), since: 2, keptCrewIds: [1], headVersion: 3 }

test('of what somebody else made only the routes that are other are asked for, and it is shown without a gap', async () => {
  const { planning, asked, stop, tell } = await screen({
    listPlans: () => [plan],
    getPlanVersion: () => version(2, [{ crewId: 1, stops: [] }]),
    getPlanVersionStep: () => step,
  })
  const kept = planning.detail.value!.routes[0]
  tell('plan_version', '4/3', { planId: 4, status: 'optimised', baseVersion: 2 })
  tell('plan', '4', { headVersion: 3 })
  await expect.poll(() => planning.plans.value?.[0]?.headVersion).toBe(3)
  expect(planning.detail.value?.version).toBe(2)
  const showing = planning.next.show('4/3')
  expect(planning.detail.value?.routes.map(({ crewId }) => crewId)).toEqual([1, 2])
  expect(planning.detail.value?.routes[0]).toBe(kept)
  await showing
  // the head is known with it: what the stream tells of it is no news
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(asked).toEqual(['getPlanVersionStep'])
  stop()
})

test('what somebody else made is shown together with the news that it is the head', async () => {
  const { planning, asked, stop, tell } = await screen({
    listPlans: () => [plan],
    getPlanVersion: () => version(2, [{ crewId: 1, stops: [] }]),
    getPlanVersionStep: () => ({ ...step, baseVersion: 2 }),
  })
  const accept = planning.plans.accept.bind(planning.plans)
  const shownThen: (number | undefined)[] = []
  planning.plans.accept = (plans) => {
    shownThen.push(planning.detail.value?.version)
    accept(plans)
  }
  tell('plan_version', '4/3', { planId: 4, status: 'optimised', baseVersion: 2 })
  await expect.poll(() => planning.plans.value?.[0]?.headVersion).toBe(3)
  expect(shownThen).toEqual([3])
  await planning.next.show('4/3')
  expect(asked).toEqual(['getPlanVersionStep'])
  stop()
})

test('what a version is compared with was on the screen before it, and is not asked for', async () => {
  const routes = [{ crewId: 1, stops: [] }]
  const { planning, asked, stop } = await screen({
    listPlans: () => [plan],
    getPlanVersion: () => version(2, routes),
    getPlanVersionStep: () => ({ ...version(1, []), since: 2, keptCrewIds: [1], headVersion: 2 }),
    movePlanStop: () => ({ ...step, baseVersion: 2, addedViolations: [] }),
  })
  planning.next.compare('4/2', '4/1')
  await expect.poll(() => planning.base.value?.version).toBe(1)
  asked.length = 0
  await planning.move([7], { crewId: 2 })
  // the list of versions comes behind what it tells of
  planning.next.compare('4/2', '4/1')
  planning.next.compare('4/3', '4/2')
  expect(planning.base.value?.version).toBe(2)
  expect(asked).toEqual(['movePlanStop'])
  planning.next.compare('4/3', null)
  expect(planning.base.value).toBeNull()
  stop()
})

test('a list that came while a version was on its way is not set back to an older head', async () => {
  let answer = (_: object) => {}
  let head = 2
  const { planning, asked, stop, tell } = await screen({
    listPlans: () => [{ ...plan, headVersion: head }],
    getPlanVersion: () => version(2, [{ crewId: 1, stops: [] }]),
    getPlanVersionStep: () => new Promise((resolve) => (answer = resolve)),
  })
  tell('plan_version', '4/3', { planId: 4, status: 'optimised', baseVersion: 2 })
  head = 4
  await planning.plans.refresh()
  answer(step)
  await expect.poll(() => asked.filter((name) => name === 'listPlans').length).toBe(2)
  expect(planning.plans.value?.[0]?.headVersion).toBe(4)
  stop()
})

test('a kept route that is not here has the whole version fetched', async () => {
  const { asked, stop, tell } = await screen({
    listPlans: () => [plan],
    getPlanVersion: () => version(2, [{ crewId: 1, stops: [] }]),
    getPlanVersionStep: () => ({ ...step, keptCrewIds: [1, 7] }),
  })
  tell('plan_version', '4/3', { planId: 4, status: 'optimised', baseVersion: 2 })
  await expect.poll(() => asked.includes('listPlans')).toBe(true)
  expect(asked.slice(0, 2)).toEqual(['getPlanVersionStep', 'getPlanVersion'])
  stop()
})

test('of days planned in one go, one that changes has the version shown asked anew: it says what the other does', async () => {
  const together = [4, 5].map((planId) => ({ planId, version: 2, day: `2026-03-1${planId}` }))
  const { asked, stop, tell } = await screen({
    listPlans: () => [plan],
    getPlanVersion: () => ({ ...version(2, []), together }),
  })
  tell('plan', '6', { headVersion: 3 })
  await expect.poll(() => asked).toEqual(['listPlans'])
  tell('plan', '5', { headVersion: 3 })
  await expect.poll(() => asked.toSorted()).toEqual(['getPlanVersion', 'listPlans', 'listPlans'])
  stop()
})
