import type { Client, Endpoint, Plan } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { Planning } from './planning.svelte.ts'
import { VersionPages } from './version-pages.svelte.ts'

const day = '2026-03-12'
const version = (number: number) => ({
  planId: 4,
  version: number,
  status: 'optimised',
  act: { kind: 'move' },
})

/** A plan of forty versions, told of as the server does: the newest ones, and those that are asked for. */
async function dayOfForty() {
  const asked: unknown[] = []
  const call = (async ({ name }: Endpoint, { query }: { query: Record<string, unknown> }) => {
    asked.push(name === 'listPlans' ? (query.versions ?? []) : query)
    if (name === 'listPlanVersions') return numbers(Number(query.before) - 1, 20)
    const named = (query.versions ?? []) as number[]
    const versions = [...numbers(40, 12), ...named.filter((each) => each < 29).map(version)]
    return [{ id: 4, day, headVersion: 40, publishedVersion: null, versions }]
  }) as unknown as Client
  const planning = new Planning({ jurisdictionId: 'aigaleo', call, crews: () => [], today: () => day })
  await planning.plans.open(day)
  const plan = (): Plan => planning.plans.value![0]!
  const look = (number: number | null) => planning.told.look(planning.plans, day, plan(), number)
  return { planning, call, plan, look, asked }
}

const numbers = (from: number, count: number) =>
  Array.from({ length: Math.min(from, count) }, (_, index) => version(from - index))

test('a version that the day does not tell of is asked for once it is looked at, and stays', async () => {
  const { planning, plan, look, asked } = await dayOfForty()
  look(null)
  look(40)
  look(31)
  expect(asked).toEqual([[]])
  look(7)
  await expect.poll(() => plan().versions.at(-1)?.version).toBe(7)
  look(7)
  await planning.plans.refresh()
  expect(plan().versions.at(-1)?.version).toBe(7)
  expect(asked).toEqual([[], [7, 31, 40], [7, 31, 40]])
})

test('what one looked at on another day is not asked for', async () => {
  const { planning, look, asked } = await dayOfForty()
  look(7)
  planning.told.look(planning.plans, '2026-03-13', null, null)
  await planning.plans.open('2026-03-13')
  expect(asked.at(-1)).toEqual([])
})

test('who looks through the versions gets them page by page, each once, whatever comes meanwhile', async () => {
  const { call, plan, look, asked } = await dayOfForty()
  look(20)
  await expect.poll(() => plan().versions.length).toBe(13)
  const pages = new VersionPages({ call, jurisdictionId: 'aigaleo', plan })
  const told = () => pages.all.map((each) => each.version)
  expect([told().length, pages.hasMore]).toEqual([13, true])
  await pages.more()
  expect(asked.at(-1)).toEqual({ before: 29 })
  expect(told()).toEqual(numbers(40, 32).map((each) => each.version))
  await pages.more()
  expect(asked.at(-1)).toEqual({ before: 9 })
  expect([told().length, pages.hasMore]).toEqual([40, false])
  await pages.more()
  expect(asked.filter((each) => !Array.isArray(each))).toHaveLength(2)
})

test('what one got of a plan is not told of another of the same day', async () => {
  const { call, plan } = await dayOfForty()
  let shown = plan()
  const pages = new VersionPages({ call, jurisdictionId: 'aigaleo', plan: () => shown })
  await pages.more()
  shown = {
    ...plan(),
    id: 5,
    versions: plan()
      .versions.slice(-1)
      .map((each) => ({ ...each, planId: 5 })),
  }
  expect(pages.all.map(({ planId }) => planId)).toEqual([5])
})
