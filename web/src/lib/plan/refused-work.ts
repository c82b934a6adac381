import { ApiError, RefusedStop } from '@dromos/api/contract'
import { z } from 'zod'
import { localName } from '#lib/city/names.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import { m } from '#lib/paraglide/messages.js'

const Refused = z.object({ tasks: z.array(RefusedStop) })

/** Stops of a version that can no longer be given out as it says. */
export function refusedWorkOf(failure: unknown): RefusedStop[] {
  if (!(failure instanceof ApiError)) return []
  return Refused.safeParse(failure.problem.data).data?.tasks ?? []
}

export function refusedWorkText({ crewId }: RefusedStop, dispatch: Dispatch): string {
  const crew = dispatch.crew(crewId)
  return crew ? m.plan_refused_work_begun({ crew: localName(crew) }) : m.plan_refused_work_closed()
}
