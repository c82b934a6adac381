import type { FailedJob } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

const queues: Record<string, () => string> = {
  'send-notification': m.admin_queue_send_notification,
  'solve-plan': m.admin_queue_solve_plan,
  'assign-work-order': m.admin_queue_assign_work_order,
  'compute-hotspots': m.admin_queue_compute_hotspots,
  'run-import': m.admin_queue_run_import,
}

/** What the work was for; a queue without words of its own keeps its name. */
export function jobName({ queue }: FailedJob): string {
  return queues[queue]?.() ?? queue
}

/** "planId 12 · version 3" */
export function jobAbout({ about }: FailedJob): string {
  return Object.entries(about)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' · ')
}
