import type { KnownViolation, PlanVersionDetail } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { rulesByTask, rulesOfRoute, unexplainedVersions, wordsOf } from './broken-rules.ts'

function broken(given: Partial<KnownViolation>): KnownViolation {
  return {
    taskId: null,
    crewId: 1,
    cause: 'shift',
    margin: 600,
    since: 4,
    movedTaskIds: [],
    reason: null,
    ...given,
  }
}

function version(violations: KnownViolation[]): PlanVersionDetail {
  const stops = (...taskIds: number[]) => taskIds.map((taskId) => ({ kind: 'task', taskId }))
  return {
    routes: [
      { crewId: 1, stops: stops(11, 12) },
      { crewId: 2, stops: stops(13) },
    ],
    violations,
  } as unknown as PlanVersionDetail
}

test('a rule of a stop marks it, one of a whole route what was moved when it broke, as long as it is there', () => {
  const skill = broken({ taskId: 11, cause: 'skill', margin: null })
  const shift = broken({ movedTaskIds: [12, 13] })
  const rules = rulesByTask(version([skill, shift]))
  expect([...rules]).toEqual([
    [11, [skill]],
    [12, [shift]],
  ])
  expect(rulesOfRoute(version([skill, shift]), 1)).toEqual([shift])
  expect(rulesOfRoute(version([skill, shift]), 2)).toEqual([])
})

test('a bar says each rule in a word, once', () => {
  const lane = { bars: [11, 11, 12].map((taskId) => ({ stop: { taskId } })) }
  const rules = [broken({ taskId: 11 }), broken({ taskId: 11, crewId: 1 }), broken({ taskId: 13, crewId: 2 })]
  expect(wordsOf(version(rules), lane)).toEqual([[11, expect.stringMatching(/^[^,]+$/)]])
  expect(wordsOf(version([]), lane)).toEqual([])
  expect(wordsOf(null, lane)).toEqual([])
})

test('a reason is asked of each change by hand that has none, the newest first', () => {
  const rules = [
    broken({ since: 2 }),
    broken({ since: 5 }),
    broken({ since: 5, taskId: 11 }),
    broken({ since: 3, reason: 'agreed' }),
    broken({ since: null }),
  ]
  expect(unexplainedVersions(rules)).toEqual([5, 2])
})
