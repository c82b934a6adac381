import { m } from '#lib/paraglide/messages.js'

const names: Record<string, () => string> = {
  'request-reported': m.review_template_reported,
  'request-moved': m.review_template_moved,
  'route-published': m.review_template_route,
  'route-withdrawn': m.review_template_route_gone,
}

/** What a message is about. */
export function templateName(template: string): string {
  return names[template]?.() ?? template
}
