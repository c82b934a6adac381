import type { RequestStatus } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'

const names: Record<RequestStatus, () => string> = {
  received: m.dispatch_do_receive,
  triaged: m.dispatch_do_triage,
  accepted: m.dispatch_do_accept,
  planned: m.dispatch_do_plan,
  in_progress: m.dispatch_do_begin,
  resolved: m.dispatch_do_resolve,
  verified: m.dispatch_do_verify,
  reopen_requested: m.dispatch_do_ask_reopen,
  reopened: m.dispatch_do_reopen,
  awaiting_citizen: m.dispatch_do_await,
  forwarded_external: m.dispatch_do_forward,
  duplicate: m.dispatch_do_duplicate,
  rejected: m.dispatch_do_reject,
  not_responsible: m.dispatch_do_not_responsible,
  cancelled: m.dispatch_do_cancel,
}

/** What one does to bring a request to a status, as a verb. */
export function moveName(status: RequestStatus): string {
  return names[status]()
}
