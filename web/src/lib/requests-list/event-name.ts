import { m } from '#lib/paraglide/messages.js'

const names: Record<string, () => string> = {
  reported: m.dispatch_event_reported,
  status: m.dispatch_event_status,
  comment: m.dispatch_event_comment,
  media: m.dispatch_event_media,
  recategorised: m.dispatch_event_recategorised,
  linked: m.dispatch_event_linked,
  unlinked: m.dispatch_event_unlinked,
  work_order: m.dispatch_event_work_order,
  message: m.dispatch_event_message,
  created: m.dispatch_event_created,
  changed: m.dispatch_event_changed,
  requests: m.dispatch_event_requests,
  assigned: m.dispatch_event_assigned,
  unassigned: m.dispatch_event_unassigned,
  attached: m.order_story_attached,
  detached: m.order_story_detached,
}

/** An event of a request or work order in the city's words. */
export function eventName(kind: string): string {
  return names[kind]?.() ?? kind
}
