import type { PlanVersionDetail } from '@dromos/api/contract'
import type { Planning } from './planning.svelte.ts'
import { reasonText } from './reasons.ts'
import { keyOf } from './version-key.ts'

/** The rules that are known to be broken at each stop of a version, in words. */
export function brokenAt(
  { violations }: Pick<Planning, 'violations'>,
  detail: PlanVersionDetail,
): Map<number, string[]> {
  const found = new Map<number, string[]>()
  if (violations?.key !== keyOf(detail)) return found
  for (const { taskId, cause, margin } of violations.list) {
    if (taskId !== null) found.set(taskId, [...(found.get(taskId) ?? []), reasonText(cause, margin)])
  }
  return found
}
