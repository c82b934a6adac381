import { getPlanVersion, getPlanVersionStep, type Client, type PlanVersionDetail } from '@dromos/api/contract'
import { applyStep } from './apply-step.ts'
import { paramsOf } from './version-key.ts'

interface Asked {
  call: Client
  params: { jurisdictionId: string }
  key: string
  /** what is here already: of another of the plan's versions only what is other is fetched */
  near: PlanVersionDetail | null
  signal?: AbortSignal
}

/** A version by "plan/version"; with the plan's head, where that was told along with it. */
export async function fetchVersion({
  call,
  params: city,
  key,
  near,
  signal,
}: Asked): Promise<{ detail: PlanVersionDetail; headVersion: number | null }> {
  const params = { ...city, ...paramsOf(key) }
  if (near && near.routes.length > 0 && near.planId === params.planId && near.version !== params.version) {
    const step = await call(getPlanVersionStep, { params, query: { since: near.version } }, { signal })
    const detail = applyStep(near, step)
    if (detail) return { detail, headVersion: step.headVersion }
  }
  return { detail: await call(getPlanVersion, { params }, { signal }), headVersion: null }
}
