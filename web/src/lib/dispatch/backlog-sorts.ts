import { requestSorts } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import type { BacklogSort, BacklogTab, View } from './view.ts'

export type Sorting = Pick<View, 'sort' | 'isReversed'>

/** Those whose first row is the largest; of the newest, the column tells the age, and that is the least. */
const largestFirst: readonly BacklogSort[] = ['priority', 'minutes']

/** What a list is sorted by: requests know fewer columns than orders. */
export function sortingOf(tab: BacklogTab, { sort, isReversed }: Sorting): Sorting {
  const isKnown = tab === 'orders' || (requestSorts as readonly string[]).includes(sort)
  return isKnown ? { sort, isReversed } : { sort: 'newest', isReversed: false }
}

/** Once a column's head is clicked: sorted by it, or the other way round. */
export function turnedBy(column: BacklogSort, sorting: Sorting): Sorting {
  return { sort: column, isReversed: column === sorting.sort && !sorting.isReversed }
}

export function directionOf({ sort, isReversed }: Sorting): 'ascending' | 'descending' {
  return largestFirst.includes(sort) !== isReversed ? 'descending' : 'ascending'
}

export function sortName(sort: BacklogSort, tab: BacklogTab): string {
  const names = {
    newest: m.dispatch_filter_age,
    due: m.dispatch_due,
    address: tab === 'orders' ? m.backlog_sort_address : m.backlog_column_address,
    title: m.backlog_column_order,
    service: m.dispatch_filter_service,
    area: m.dispatch_filter_area,
    priority: m.dispatch_priority,
    minutes: m.dispatch_order_duration,
    skill: m.dispatch_filter_skill,
    status: m.backlog_column_status,
  }
  return names[sort]()
}
