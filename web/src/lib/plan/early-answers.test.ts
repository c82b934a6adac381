import { expect, test } from 'vitest'
import type { Client, ShownPlans } from '@dromos/api/contract'
import { EarlyAnswers } from './early-answers.ts'

const day = '2026-03-12'
const answer = {
  day,
  plans: [{ id: 7 }],
  shown: { planId: 7, version: 2 },
  heardId: null,
} as unknown as ShownPlans
const asked = { jurisdictionId: 'athens', day: null, planId: null, version: null }
const clientOf = (given: Promise<ShownPlans>) => (() => given) as unknown as Client

test('what was asked early is taken once, plans and version apart', async () => {
  const early = new EarlyAnswers()
  early.ask(clientOf(Promise.resolve(answer)), asked)
  expect(await early.takePlans('athens', day)).toBe(answer.plans)
  expect(await early.takeVersion('athens', '7/2')).toBe(answer.shown)
  expect(await early.takePlans('athens', day)).toBeNull()
  expect(await early.takeVersion('athens', '7/2')).toBeNull()
  expect([early.takeGap(), early.takeGap()]).toEqual([true, false])
})

test('an answer that knows where the stream begins leaves no gap', async () => {
  const early = new EarlyAnswers()
  const known = { ...answer, heardId: 41 } as ShownPlans
  expect(await early.ask(clientOf(Promise.resolve(known)), asked)).toBe(41)
  expect(early.takeGap()).toBe(false)
  expect(await early.ask(clientOf(Promise.reject(new Error('gone'))), asked)).toBeNull()
  expect(early.takeGap()).toBe(true)
})

test('another day, city or version than the one asked, and a failure, are asked for anew', async () => {
  for (const [city, of, key] of [
    ['athens', '2026-03-13', '7/1'],
    ['aigaleo', day, '7/2'],
  ] as const) {
    const early = new EarlyAnswers()
    early.ask(clientOf(Promise.resolve(answer)), asked)
    expect([await early.takePlans(city, of), await early.takeVersion(city, key)]).toEqual([null, null])
  }
  const failed = new EarlyAnswers()
  failed.ask(clientOf(Promise.reject(new Error('gone'))), asked)
  expect(await failed.takePlans('athens', day)).toBeNull()
  expect(await new EarlyAnswers().takePlans('athens', day)).toBeNull()
})
