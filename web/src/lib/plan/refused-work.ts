import { ApiError } from '@dromos/api/contract'
import { z } from 'zod'
import { localName } from '#lib/city/names.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import { m } from '#lib/paraglide/messages.js'

const RefusedWork = z.object({
  taskId: z.number(),
  workOrderId: z.number(),
  title: z.string(),
  reason: z.string(),
  /** who has it, or has done it */
  crewId: z.number().nullable(),
})
export type RefusedWork = z.infer<typeof RefusedWork>

const Refused = z.object({ tasks: z.array(RefusedWork) })

/** Stops of a version that can no longer be given out as it says. */
export function refusedWorkOf(failure: unknown): RefusedWork[] {
  if (!(failure instanceof ApiError)) return []
  return Refused.safeParse(failure.problem.data).data?.tasks ?? []
}

export function refusedWorkText({ crewId }: RefusedWork, dispatch: Dispatch): string {
  const crew = dispatch.crew(crewId)
  return crew ? m.plan_refused_work_begun({ crew: localName(crew) }) : m.plan_refused_work_closed()
}
