import { empty, sql, type Sql } from '@dromos/db'
import type { z } from 'zod'
import { requestStatuses, type RequestFilter } from '../contract/index.ts'
import { localNameKey, textKey, urgencyKey, type NamedSort, type Sort } from '../http/sorted-page.ts'

type Name = z.output<typeof RequestFilter>['sort']

/** A sort of the requests `r`: newest first, unless told otherwise. */
export function requestSort(name: Name | undefined, asked: NamedSort): Sort {
  const up = { isDescending: false, joins: empty }
  const text = (by: Sql, joins = empty) => ({ ...up, by, as: 'text', joins }) as const
  switch (name) {
    case 'due':
      return { ...up, by: sql`r.due_at`, as: 'timestamptz' }
    case 'priority':
      return { ...up, by: urgencyKey(sql`r.priority`, sql`r.due_at`), as: 'digits' }
    case 'address':
      return text(textKey(sql`r.address`, asked.isReversed))
    case 'service':
      return text(localNameKey(sql`v`, asked), serviceOfRequest)
    case 'area':
      return text(localNameKey(sql`a`, asked), areaOfRequest)
    case 'status':
      return { ...up, by: sql`array_position(${[...requestStatuses]}::text[], r.status)`, as: 'integer' }
    default:
      return { by: sql`r.requested_at`, as: 'timestamptz', isDescending: true, joins: empty }
  }
}

const serviceOfRequest: Sql = sql`
  join service v on v.jurisdiction_id = r.jurisdiction_id and v.code = r.service_code`

const areaOfRequest: Sql = sql`
  left join area a on a.jurisdiction_id = r.jurisdiction_id and a.id = r.area_id`
