import { empty, sql, type Sql } from '@dromos/db'
import type { z } from 'zod'
import { workOrderStatuses, type listWorkOrders } from '../contract/index.ts'
import {
  instantKey,
  localNameKey,
  textKey,
  urgencyKey,
  type NamedSort,
  type Sort,
} from '../http/sorted-page.ts'
import { isLateSql } from './late.ts'

type Name = z.output<(typeof listWorkOrders)['query']>['sort']

/** A sort of the orders `o`. */
export function orderSort(name: Name, asked: NamedSort, now: Date): Sort {
  const { isReversed } = asked
  const urgency = (before?: Sql) => urgencyKey(sql`o.priority`, sql`o.due_at`, before)
  const up = { isDescending: false, joins: empty }
  const named = (by: Sql, joins: Sql) => ({ ...up, by, as: 'text', joins }) as const
  const text = (words: Sql, joins = empty) => named(textKey(words, isReversed), joins)
  switch (name) {
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
      return named(localNameKey(sql`v`, asked), serviceOfOrder)
    case 'area':
      return named(localNameKey(sql`a`, asked), areaOfOrder)
    case 'skill':
      return text(sql`array_to_string(task.skills, ',')`, firstTask)
    case 'minutes':
      return { by: sql`task.duration_minutes`, as: 'integer', isDescending: true, joins: firstTask }
    case 'status':
      return { ...up, by: sql`array_position(${[...workOrderStatuses]}::text[], o.status)`, as: 'integer' }
  }
}

/** of the order `o`, as `task` */
export const firstTask: Sql = sql`
  join lateral (
    select t.id, t.duration_minutes, t.skills
    from task t
    where t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id
    order by t.position limit 1
  ) task on true`

const serviceOfOrder: Sql = sql`
  join service v on v.jurisdiction_id = o.jurisdiction_id and v.code = o.service_code`

const areaOfOrder: Sql = sql`
  left join area a on a.jurisdiction_id = o.jurisdiction_id and a.id = o.area_id`
