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

test('what somebody else made is here when the list of versions says so, and is shown without a gap', async () => {
  const asked: string[] = []
  const call = (async ({ name }: Endpoint, given: { params: { version?: number } }) => {
    asked.push(name)
    if (name === 'listPlans')
      return [
        {
          id: 4,
          headVersion: asked.includes('getPlanVersion') ? (given.params.version ?? 3) : 2,
          versions: [],
        },
      ]
    return { ...shown, version: given.params.version, status: 'optimised', routes: [], unassigned: [] }
  }) as unknown as Client
  const planning = new Planning({ jurisdictionId: 'aigaleo', call, crews: () => [] })
  await planning.detail.open('4/2')
  await planning.plans.open('2026-03-12')
  const listeners = new Map<string, (event: LiveEvent) => void>()
  const stop = planning.follow({
    on: (entity, listener) => {
      listeners.set(entity, listener)
      return () => listeners.delete(entity)
    },
    onResync: () => () => {},
  })
  asked.length = 0
  Object.defineProperty(planning.steps, 'isHead', { value: true })
  listeners.get('plan_version')!({
    entityId: '4/3',
    data: { planId: 4, status: 'optimised', baseVersion: 2 },
  } as unknown as LiveEvent)
  await expect.poll(() => planning.plans.value?.[0]?.headVersion).toBe(3)
  expect(planning.detail.value?.version).toBe(2)
  const showing = planning.next.show('4/3')
  expect(planning.detail.value?.version).toBe(3)
  await showing
  expect(asked.filter((name) => name === 'getPlanVersion')).toHaveLength(1)
  stop()
})
