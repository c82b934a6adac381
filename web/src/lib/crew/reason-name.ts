import type { failureReasons } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

export type FailureReason = (typeof failureReasons)[number]

const names: Record<FailureReason, () => string> = {
  not_found: m.crew_reason_not_found,
  no_access: m.crew_reason_no_access,
  unsafe: m.crew_reason_unsafe,
  needs_other_crew: m.crew_reason_needs_other_crew,
  no_material: m.crew_reason_no_material,
  already_done: m.crew_reason_already_done,
  weather: m.crew_reason_weather,
  out_of_time: m.crew_reason_out_of_time,
  other: m.crew_reason_other,
}

/** Why a job is not done, in a crew's words. */
export function reasonName(reason: string): string {
  return names[reason as FailureReason]?.() ?? reason
}
