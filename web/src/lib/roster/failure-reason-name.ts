import type { failureReasons } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

const names: Record<(typeof failureReasons)[number] | 'in_part', () => string> = {
  in_part: m.dispatch_reason_in_part,
  not_found: m.review_reason_not_found,
  no_access: m.review_reason_no_access,
  unsafe: m.review_reason_unsafe,
  needs_other_crew: m.review_reason_needs_other_crew,
  no_material: m.review_reason_no_material,
  already_done: m.review_reason_already_done,
  weather: m.review_reason_weather,
  out_of_time: m.review_reason_out_of_time,
  other: m.review_reason_other,
}

/** Why a crew could not do it, in the city's words. */
export function failureReasonName(reason: string): string {
  return names[reason as keyof typeof names]?.() ?? reason
}
