import { z } from 'zod'
import { many, maybeOne, sql, type Tx } from '@dromos/db'

const VisitProgress = z.object({
  taskId: z.number(),
  workOrderId: z.number(),
  visitId: z.number(),
  crewId: z.number(),
  title: z.string(),
  status: z.string(),
  plannedArrivalAt: z.date(),
  plannedEndAt: z.date(),
  departedAt: z.date().nullable(),
  arrivedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  /** the last that was told of it */
  heardAt: z.date().nullable(),
  dueAt: z.date().nullable(),
  latestAt: z.date().nullable(),
  promisedTo: z.date().nullable(),
})
export type VisitProgress = z.output<typeof VisitProgress>

/** The visits of a plan's day that crews have, have had or have ended, each task once. */
export function findVisitProgress(tx: Tx, planId: number): Promise<VisitProgress[]> {
  return many(
    tx,
    VisitProgress,
    sql`
      select distinct on (v.task_id) v.task_id, t.work_order_id, v.id as visit_id, v.crew_id, o.title, v.status,
        v.planned_arrival_at, v.planned_end_at, told.departed_at,
        coalesce(v.arrived_at, told.begun_at) as arrived_at, v.finished_at, told.heard_at, o.due_at, t.latest_at,
        p.to_at as promised_to
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      left join arrival_promise p on p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id
        and p.replaced_at is null
      cross join lateral (
        select max(e.occurred_at) filter (where e.to_status = 'en_route') as departed_at,
          min(e.occurred_at) filter (where e.to_status in ('arrived', 'working')) as begun_at,
          max(e.occurred_at) filter (where e.actor_kind = 'crew') as heard_at
        from visit_event e
        where e.jurisdiction_id = v.jurisdiction_id and e.visit_id = v.id
      ) told
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.status <> 'withdrawn'
        and v.planned_arrival_at is not null and v.planned_end_at is not null
      order by v.task_id, v.is_live desc, v.id desc`,
  )
}

const PublishedDay = z.object({ day: z.string(), publishedVersion: z.number().nullable() })

/** The day of a plan and which of its versions holds; nothing is held. */
export function findPublishedDay(tx: Tx, planId: number): Promise<z.output<typeof PublishedDay> | null> {
  return maybeOne(
    tx,
    PublishedDay,
    sql`
      select p.day, v.version as published_version
      from plan p
      left join plan_version v on v.jurisdiction_id = p.jurisdiction_id and v.plan_id = p.id
        and v.status = 'published'
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.id = ${planId}`,
  )
}
