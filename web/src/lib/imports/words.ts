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
