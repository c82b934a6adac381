import type { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { UnassignedReason } from '../contract/index.ts'

/** What no crew of a version does; with the day that does it: one it was planned in one go with, or that has locked it. */
export function findUnassigned(
  tx: Tx,
  planId: number,
  version: number,
): Promise<z.output<typeof UnassignedReason>[]> {
  return many(
    tx,
    UnassignedReason,
    sql`
      with other_day as materialized (
        select distinct on (s.task_id) s.task_id, p.day, p.id as plan_id
        from plan_version v
        cross join lateral jsonb_to_recordset(coalesce(v.request -> 'together', '[]')) as together ("planId" bigint)
        join plan p on p.jurisdiction_id = v.jurisdiction_id and p.id = together."planId" and p.id <> v.plan_id
        join stop s on s.jurisdiction_id = p.jurisdiction_id and s.plan_id = p.id and s.version = p.head_version
          and s.task_id is not null
        where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version = ${version}
        order by s.task_id, p.day
      ),
      locking_day as materialized (
        select distinct on (u.task_id) u.task_id, p.day, p.id as plan_id
        from plan_unassigned u
        join plan own on own.jurisdiction_id = u.jurisdiction_id and own.id = u.plan_id
        join plan p on p.jurisdiction_id = u.jurisdiction_id and p.day <> own.day
        join plan_version h on h.jurisdiction_id = p.jurisdiction_id and h.plan_id = p.id
          and h.version = p.head_version
        join stop s on s.jurisdiction_id = h.jurisdiction_id and s.plan_id = h.plan_id and s.version = h.version
          and s.task_id = u.task_id
        where u.jurisdiction_id = ${tx.jurisdictionId} and u.plan_id = ${planId} and u.version = ${version}
          and u.reason = 'other-day'
          and (h.request -> 'locks' @> jsonb_build_array(jsonb_build_object('taskId', u.task_id))
            or jsonb_path_query_array(h.request, '$.locks[*].legs[*].taskIds[*]') @> to_jsonb(u.task_id))
        order by u.task_id, p.day desc
      )
      select u.task_id, t.work_order_id, o.title, o.service_code,
        case when u.reason = 'other-day' and l.task_id is null then 'unexplained' else u.reason end as reason,
        jsonb_build_array(st_x(t.geom), st_y(t.geom)) as location, coalesce(u.detail -> 'crews', '[]') as crews,
        (u.detail ->> 'crewId')::integer as crew_id, (u.detail ->> 'margin')::double precision as margin,
        case when coalesce(d.task_id, l.task_id) is not null then jsonb_build_object(
          'day', coalesce(d.day, l.day), 'planId', coalesce(d.plan_id, l.plan_id)) end as planned_on
      from plan_unassigned u
      join task t on t.jurisdiction_id = u.jurisdiction_id and t.id = u.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      left join locking_day l on l.task_id = u.task_id
      left join other_day d on d.task_id = u.task_id
      where u.jurisdiction_id = ${tx.jurisdictionId} and u.plan_id = ${planId} and u.version = ${version}
      order by o.priority desc, u.task_id`,
  )
}
