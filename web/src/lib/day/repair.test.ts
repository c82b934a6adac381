import {
  publishPlanVersion,
  reapplyPlanVersion,
  replanDay,
  setPlanHead,
  type Client,
  type DayProgress,
  type Jeopardy,
  type Plan,
  type PlanVersionDetail,
} from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { JeopardyNews } from './jeopardy-news.ts'
import { mends } from './mends.ts'
import { Repair } from './repair.svelte.ts'

const at = (clock: string) => `2026-03-12T${clock}:00.000Z`

function jeopardy(taskId: number | null, more: Partial<Jeopardy> = {}): Jeopardy {
  const limits = { limitAt: at('11:00'), predictedAt: at('11:20'), marginSeconds: -1200 }
  const about = { crewId: 1, taskId, workOrderId: taskId, title: 'a job' }
  return { kind: 'due', severity: 'late', ...about, ...limits, ...more }
}

const day = (version: number, jeopardies: Jeopardy[]) => ({ planId: 4, version, jeopardies }) as DayProgress

const calls: unknown[] = [replanDay, setPlanHead, publishPlanVersion, reapplyPlanVersion]
const planAt = (headVersion: number) =>
  ({
    id: 4,
    headVersion,
    publishedVersion: 3,
    versions: [3, 5].map((version) => ({ version, status: version === 3 ? 'published' : 'optimised' })),
  }) as unknown as Plan

function repairWith(answer: (endpoint: unknown) => unknown = () => ({})) {
  const asked: unknown[] = []
  let version = 7
  const call = (async (endpoint: unknown, given: unknown) => {
    if (!calls.includes(endpoint)) {
      return { planId: 4, version, baseVersion: 3, status: 'optimised', routes: [] }
    }
    asked.push([endpoint, given])
    const failure = answer(endpoint)
    if (failure instanceof Error) throw failure
    return { planId: 4, version, ...(failure as object | undefined) }
  }) as unknown as Client
  return { repair: new Repair('aigaleo', call), asked, next: () => (version += 1) }
}

test('each jeopardy is told once, and those that one comes upon are no news', () => {
  const news = new JeopardyNews()
  const [one, two] = [jeopardy(1), jeopardy(2)]
  expect(news.take(day(3, [one]))).toEqual([])
  expect(news.take(day(3, [one, two]))).toEqual([two])
  expect(news.take(day(4, [{ ...two, severity: 'soon' }]))).toEqual([])
  expect(news.take(day(4, [one, two]))).toEqual([])
  expect(news.take({ ...day(1, [one]), planId: 5 })).toEqual([])
})

test('a repair is worked out once for what is in jeopardy, and again when something else is', async () => {
  const { repair, asked } = repairWith()
  await repair.ask(day(3, [jeopardy(1)]), 0)
  await repair.ask(day(3, [jeopardy(1)]), 120_000)
  expect(asked).toHaveLength(1)
  expect(repair.of(day(3, []))).toMatchObject({ version: 7 })
  await repair.ask(day(3, [jeopardy(1), jeopardy(2)]), 30_000)
  expect(asked).toHaveLength(1)
  await repair.ask(day(3, [jeopardy(1), jeopardy(2)]), 61_000)
  expect(asked).toHaveLength(2)
})

test('never are two worked out at once', async () => {
  const { repair, asked } = repairWith()
  await Promise.all([repair.ask(day(3, [jeopardy(1)]), 0), repair.ask(day(3, [jeopardy(2)]), 400_000)])
  expect(asked).toHaveLength(1)
})

test('a repair of what is no longer in force is none, and is worked out anew', async () => {
  const { repair, asked, next } = repairWith()
  await repair.ask(day(3, [jeopardy(1)]), 0)
  expect(repair.of(day(4, []))).toBeNull()
  next()
  await repair.ask(day(4, [jeopardy(1)]), 1000)
  expect(asked).toHaveLength(2)
})

test('to accept a repair is to go on from it and publish it; where somebody was faster it is told', async () => {
  const { repair, asked } = repairWith()
  expect(await repair.accept(planAt(3), 7)).toEqual({ draft: null })
  expect(asked).toMatchObject([
    [setPlanHead, { body: { version: 7, from: 3 } }],
    [publishPlanVersion, { params: { planId: 4, version: 7 } }],
  ])
  const refused = repairWith((endpoint) => endpoint === setPlanHead && new Error('faster'))
  await expect(refused.repair.accept(planAt(3), 7)).rejects.toThrow('faster')
  expect(refused.asked).toHaveLength(1)
  expect(refused.repair.isAccepting).toBe(false)
})

test('a draft that is ahead goes on behind the repair, and is told where it is not whole', async () => {
  const { repair, asked } = repairWith(
    (endpoint) => endpoint === reapplyPlanVersion && { version: 8, notApplied: [{ title: 'a bin' }] },
  )
  expect(await repair.accept(planAt(5), 7)).toEqual({ draft: 5, version: 8, lost: ['a bin'] })
  expect(asked).toMatchObject([
    [setPlanHead, { body: { version: 7, from: 5 } }],
    [publishPlanVersion, { params: { planId: 4, version: 7 } }],
    [reapplyPlanVersion, { params: { planId: 4, version: 5 } }],
  ])
  const tooMuch = new Error('too much')
  const refused = repairWith((endpoint) => endpoint === reapplyPlanVersion && tooMuch)
  expect(await refused.repair.accept(planAt(5), 7)).toEqual({ draft: 5, failure: tooMuch })
})

test('a repair that cannot be published leaves the draft where work goes on from', async () => {
  const { repair, asked } = repairWith((endpoint) => endpoint === publishPlanVersion && new Error('no'))
  await expect(repair.accept(planAt(5), 7)).rejects.toThrow('no')
  expect(asked.at(-1)).toMatchObject([setPlanHead, { body: { version: 5, from: 7 } }])
  expect(asked).toHaveLength(3)
})

test('a limit is kept by a repair in which work ends by its due time, begins in its window, or the crew is back', () => {
  const stop = { taskId: 1, startAt: at('10:30'), endAt: at('11:05') }
  const repaired = {
    routes: [{ crewId: 1, endsAt: at('15:00'), stops: [stop] }],
  } as unknown as PlanVersionDetail
  expect(mends(repaired, jeopardy(1))).toBe(false)
  expect(mends(repaired, jeopardy(1, { limitAt: at('11:05') }))).toBe(true)
  expect(mends(repaired, jeopardy(1, { kind: 'window' }))).toBe(true)
  expect(mends(repaired, jeopardy(null, { kind: 'shift', limitAt: at('15:00') }))).toBe(true)
  expect(mends(repaired, jeopardy(null, { kind: 'shift', limitAt: at('14:59') }))).toBe(false)
  expect(mends(repaired, jeopardy(2))).toBe(false)
})
