import { expect, test } from 'vitest'
import type { Plan, PlanVersion } from './plans.ts'
import { planOfView, versionOfView } from './shown-plans.ts'

function plan(id: number, publishedVersion: number | null, statuses: PlanVersion['status'][]): Plan {
  const versions = statuses.map((status, index) => ({
    planId: id,
    version: index + 1,
    status,
    baseVersion: index === 0 ? null : index,
  }))
  return { id, publishedVersion, versions } as unknown as Plan
}

test('the plan in force is shown before a later proposal, unless another is named', () => {
  const plans = [plan(1, 2, ['superseded', 'published']), plan(2, null, ['optimised'])]
  expect(planOfView(plans, null)?.id).toBe(1)
  expect(planOfView(plans, 2)?.id).toBe(2)
  expect(planOfView(plans, 99)?.id).toBe(1)
  expect(planOfView([], 1)).toBeNull()
})

test('the version in force is shown before a newer proposal, and a failure last of all', () => {
  expect(versionOfView(plan(1, 1, ['published', 'optimised']), null)?.version).toBe(1)
  expect(versionOfView(plan(1, 1, ['published', 'optimised']), 2)?.version).toBe(2)
  expect(versionOfView(plan(1, null, ['optimised', 'failed']), null)?.version).toBe(1)
  expect(versionOfView(plan(1, null, ['failed']), null)?.version).toBe(1)
})

test('the version that work goes on from is shown before all others', () => {
  const given = { ...plan(1, 1, ['published', 'optimised', 'optimised']), headVersion: 2 }
  expect(versionOfView(given, null)?.version).toBe(2)
})
