import type { PlanVersionDetail, PlanViolation } from '@dromos/api/contract'
import { localName } from '#lib/city/names.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import { findTask } from './find-task.ts'
import { reasonText } from './reasons.ts'

/** A broken rule: whose, at what, and by how much. */
export function violationText(
  { crewId, taskId, cause, margin, ...about }: PlanViolation,
  detail: PlanVersionDetail,
  dispatch: Dispatch,
): string {
  const crew = dispatch.crew(crewId)
  const task = taskId === null ? null : findTask(detail, taskId)
  return [crew ? localName(crew) : '', task?.title ?? '', reasonText(cause, margin, about)]
    .filter(Boolean)
    .join(' · ')
}
