import type { Plan, PlanVersion } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { draftAhead, shownVersion } from './shown-version.ts'

function plan(
  id: number,
  statuses: PlanVersion['status'][],
  { published, head }: { published: number | null; head: number | null },
): Plan {
  const versions = statuses.map((status, index) => ({ planId: id, version: index + 1, status, whatIf: null }))
  return { id, publishedVersion: published, headVersion: head, versions } as unknown as Plan
}

const view = (
  stage: 'plan' | 'live' | null,
  version: number | null = null,
  planId: number | null = null,
) => ({
  stage,
  planId,
  version,
})

test('the live day shows what was published, also once a draft is ahead of it', () => {
  const plans = [plan(1, ['published', 'optimised'], { published: 1, head: 2 })]
  expect(shownVersion(plans, view('plan'), null).version?.version).toBe(2)
  expect(shownVersion(plans, view('live'), null).version?.version).toBe(1)
})

test('the live day is never of a version that an address names or that was looked at before', () => {
  const plans = [plan(1, ['published', 'optimised'], { published: 1, head: 2 })]
  expect(shownVersion(plans, view('live', 2), null).version?.version).toBe(1)
  expect(shownVersion(plans, view('live'), { planId: 1, version: 2 }).version?.version).toBe(1)
})

test('the live day is of the plan that crews have, though an address names a proposal', () => {
  const plans = [
    plan(1, ['published'], { published: 1, head: 1 }),
    plan(2, ['optimised'], { published: null, head: 1 }),
  ]
  expect(shownVersion(plans, view('live', null, 2), null).plan?.id).toBe(1)
  expect(shownVersion(plans, view('plan', null, 2), null).plan?.id).toBe(2)
})

test('nothing is live before something is published', () => {
  const plans = [plan(1, ['optimised'], { published: null, head: 1 })]
  expect(shownVersion(plans, view('live'), null).version).toBeNull()
  expect(shownVersion([], view('live'), null)).toEqual({ plan: null, version: null })
})

test('what was looked at goes on being shown while a plan is worked on', () => {
  const plans = [plan(1, ['published', 'optimised', 'optimised'], { published: 1, head: 3 })]
  expect(shownVersion(plans, view('plan'), { planId: 1, version: 2 }).version?.version).toBe(2)
  expect(shownVersion(plans, view('plan'), { planId: 9, version: 2 }).version?.version).toBe(3)
})

test('a version that is named and not told of yet leaves what is shown in its place', () => {
  const plans = [plan(1, ['published', 'optimised', 'optimised'], { published: 1, head: 3 })]
  expect(shownVersion(plans, view('plan', 9), { planId: 1, version: 2 }).version?.version).toBe(2)
  expect(shownVersion(plans, view('plan', 9), null).version?.version).toBe(3)
})

test('a draft is ahead of what is published while work goes on from it', () => {
  const ahead = (statuses: PlanVersion['status'][], published: number | null, head: number | null) =>
    draftAhead(plan(1, statuses, { published, head }))?.version ?? null
  expect(ahead(['published', 'optimised'], 1, 2)).toBe(2)
  expect(ahead(['published', 'optimised'], 1, 1)).toBeNull()
  expect(ahead(['published', 'failed'], 1, 2)).toBeNull()
  expect(ahead(['optimised'], null, 1)).toBeNull()
  expect(draftAhead(null)).toBeNull()
})
