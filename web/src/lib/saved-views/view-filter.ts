import type { ViewFilter } from '@dromos/api/contract'
import { moreDefaults } from '#lib/dispatch/more-filters.ts'
import type { View } from '#lib/dispatch/view.ts'
import { m } from '#lib/paraglide/messages.js'

const bare: ViewFilter = {
  tab: 'requests',
  services: [],
  areaId: null,
  isLate: false,
  isUnordered: false,
  q: '',
  ...moreDefaults,
}
const names = Object.keys(bare) as (keyof ViewFilter)[]

/** What of a view is saved under a name. */
export function filterOf(view: View): ViewFilter {
  return Object.fromEntries(names.map((name) => [name, view[name]])) as unknown as ViewFilter
}

/** Whether both show the same of the backlog; in what order services were ticked makes no difference. */
export function isSameFilter(one: ViewFilter, other: ViewFilter): boolean {
  const text = (filter: ViewFilter) =>
    JSON.stringify(names.map((name) => (name === 'services' ? filter.services.toSorted() : filter[name])))
  return text(one) === text(other)
}

/** Views that every desk has from the start. */
export function givenViews(): { name: string; filter: ViewFilter }[] {
  return [
    { name: m.views_all(), filter: bare },
    { name: m.views_late(), filter: { ...bare, isLate: true, isUnordered: true, sort: 'due' } },
    { name: m.views_due_today(), filter: { ...bare, dueWithinDays: 0, isUnordered: true, sort: 'due' } },
    { name: m.views_forgotten(), filter: { ...bare, olderThanDays: 30, isUnordered: true } },
  ]
}
