import type { ImportRun } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

const names: Record<ImportRun['status'], () => string> = {
  running: m.admin_run_running,
  completed: m.admin_run_completed,
  failed: m.admin_run_failed,
  cancelled: m.admin_run_cancelled,
}

export function runStatusName(status: ImportRun['status']): string {
  return names[status]()
}

const reasons: Record<string, () => string> = {
  'is missing': m.admin_reason_missing,
  'is not a date': m.admin_reason_not_a_date,
  'is out of range': m.admin_reason_out_of_range,
  'is before the request was made': m.admin_reason_closed_before,
  'is a service that the mapping does not know': m.admin_reason_unknown_service,
  'is a status that the mapping does not know': m.admin_reason_unknown_status,
  'has no coordinates': m.admin_reason_no_place,
  'has no coordinates (0, 0)': m.admin_reason_no_place,
  'is not a place on the map': m.admin_reason_not_a_place,
  'is outside the city': m.admin_reason_outside,
}

/** Why a row was left out, in the language of the page; a reason that is new here is shown as the city says it. */
export function reasonName(reason: string): string {
  return reasons[reason]?.() ?? reason
}
