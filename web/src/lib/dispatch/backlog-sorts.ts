import { requestSorts, type orderSorts } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import type { BacklogTab, View } from './view.ts'

export type BacklogSort = (typeof orderSorts)[number]
export type Sorting = Pick<View, 'sort' | 'isReversed'>

/** Those whose first row is the largest: the newest, the most urgent, the longest. */
const largestFirst: readonly BacklogSort[] = ['newest', 'priority', 'minutes']

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
  // what is newest is the least old: the column tells the age
  const isDown = largestFirst.includes(sort) && sort !== 'newest'
  return isDown !== isReversed ? 'descending' : 'ascending'
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
