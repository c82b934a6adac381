import type { Client, PlanSketch } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { SolvingRoutes } from './solving-routes.svelte.ts'

function solvingWith() {
  const asked: unknown[] = []
  let number = 0
  const call = (async (_: unknown, { params }: { params: unknown }) => {
    asked.push(params)
    number += 1
    return { number, costSeconds: 100 - number, routes: [] } satisfies PlanSketch
  }) as unknown as Client
  return { solving: new SolvingRoutes('aigaleo', call), asked }
}

const told = (sketch: number) => ({ share: 0.4, assignedCount: 17, phase: 'routes', sketch })

test('a better plan is fetched when it is told of, each once', async () => {
  const { solving, asked } = solvingWith()
  await solving.show('4/1')
  solving.note('4/1', told(1))
  solving.note('4/1', told(1))
  solving.note('4/1', told(2))
  await expect.poll(() => solving.sketch.value?.number).toBe(3)
  expect(asked).toHaveLength(3)
  expect(asked[0]).toEqual({ jurisdictionId: 'aigaleo', planId: 4, version: 1 })
})

test('of a version that is not on the screen nothing is fetched, but how far it has come is known', () => {
  const { solving, asked } = solvingWith()
  solving.note('4/2', told(1))
  expect(asked).toEqual([])
  expect(solving.progress).toEqual({ key: '4/2', share: 0.4, assignedCount: 17, phase: 'routes' })
})

test('once it is solved nothing of it is drawn', async () => {
  const { solving } = solvingWith()
  await solving.show('4/1')
  await solving.show(null)
  expect(solving.sketch.value).toBeNull()
})
