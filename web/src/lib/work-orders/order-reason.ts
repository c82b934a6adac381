import { m } from '#lib/paraglide/messages.js'

const names: Record<string, () => string> = {
  'no crew fits': m.dispatch_no_crew_fits,
  replanned: m.dispatch_reason_replanned,
}

/** Why an order moved: the system's reasons in the city's words, people's as they wrote them. */
export function orderReason(reason: string): string {
  return names[reason]?.() ?? reason
}
