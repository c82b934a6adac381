import { empty, sql, type Sql } from '@dromos/db'
import { workOrderStatuses, type CallOf, type listWorkOrders } from '../contract/index.ts'
import { instantKey, textKey, urgencyKey, type SortKey } from '../http/sorted-page.ts'
import { isLateSql } from './late.ts'

type Sort = NonNullable<NonNullable<CallOf<typeof listWorkOrders>['query']>['sort']>

/** The key of a sort over the order `o`, and what has to be joined for it. */
export function orderSort(sort: Sort, isReversed: boolean, now: Date): SortKey & { joins: Sql } {
  const urgency = (before?: Sql) => urgencyKey(sql`o.priority`, sql`o.due_at`, before)
  const up = { isDescending: false, joins: empty }
  const text = (words: Sql, joins = empty) =>
    ({ ...up, by: textKey(words, isReversed), as: 'text', joins }) as const
  switch (sort) {
    case 'newest':
      return { by: sql`o.created_at`, as: 'timestamptz', isDescending: true, joins: empty }
    case 'due':
      return { ...up, by: instantKey(sql`o.due_at`, isReversed), as: 'timestamptz' }
    case 'urgent':
      return { ...up, by: urgency(sql`case when ${isLateSql(now)} then '0' else '1' end`), as: 'digits' }
    case 'priority':
      return { ...up, by: urgency(), as: 'digits' }
    case 'title':
      return text(sql`o.title`)
    case 'address':
      return text(sql`o.address`)
    case 'service':
      return text(sql`v.name_el`, serviceOfOrder)
    case 'area':
      return text(sql`a.name_el`, areaOfOrder)
    case 'skill':
      return text(sql`array_to_string(t.skills, ',')`, firstTask)
    case 'minutes':
      return { by: sql`t.duration_minutes`, as: 'integer', isDescending: true, joins: firstTask }
    case 'status':
      return { ...up, by: sql`array_position(${[...workOrderStatuses]}::text[], o.status)`, as: 'integer' }
  }
}

const firstTask: Sql = sql`
  join lateral (
    select t.skills, t.duration_minutes from task t
    where t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id
    order by t.position limit 1
  ) t on true`

const serviceOfOrder: Sql = sql`
  join service v on v.jurisdiction_id = o.jurisdiction_id and v.code = o.service_code`

const areaOfOrder: Sql = sql`
  left join area a on a.jurisdiction_id = o.jurisdiction_id and a.id = o.area_id`
