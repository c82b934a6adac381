import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { type LivedDay, type TwinChange, TwinRun, TwinRunDetail } from '../../contract/index.ts'

const Attendance = z.object({
  visitId: z.number(),
  taskId: z.number(),
  crewId: z.number(),
  status: z.string(),
  departedAt: z.date().nullable(),
  arrivedAt: z.date(),
  finishedAt: z.date().nullable(),
  plannedEndAt: z.date().nullable(),
  promisedFrom: z.date().nullable(),
  promisedTo: z.date().nullable(),
})
export type Attendance = z.output<typeof Attendance>

/** Every time that a crew came to a task of the plan, by crew in the order of time, with what was promised last. */
export function findAttendances(tx: Tx, planId: number): Promise<Attendance[]> {
  return many(
    tx,
    Attendance,
    sql`
      select v.id as visit_id, v.task_id, v.crew_id, v.status, told.departed_at, time.arrived_at, v.finished_at,
        v.planned_end_at, p.from_at as promised_from, p.to_at as promised_to
      from visit v
      cross join lateral (
        select max(e.occurred_at) filter (where e.to_status = 'en_route') as departed_at,
          min(e.occurred_at) filter (where e.to_status in ('arrived', 'working')) as begun_at
        from visit_event e
        where e.jurisdiction_id = v.jurisdiction_id and e.visit_id = v.id
      ) told
      cross join lateral (
        select coalesce(v.arrived_at, told.begun_at, v.finished_at) as arrived_at
      ) time
      left join arrival_promise p on p.jurisdiction_id = v.jurisdiction_id and p.visit_id = v.id
        and p.replaced_at is null
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and time.arrived_at is not null
        and v.status in ('arrived', 'working', 'done', 'failed')
      order by v.crew_id, time.arrived_at, v.id`,
  )
}

/** Every task that was ever with a crew in this plan. */
export async function findVisitedTaskIds(tx: Tx, planId: number): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ taskId: z.number() }),
    sql`
      select distinct task_id from visit
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId}
      order by task_id`,
  )
  return rows.map(({ taskId }) => taskId)
}

/** When the day was first given to its crews. */
export async function findFirstPublication(tx: Tx, planId: number): Promise<Date | null> {
  const { at } = await one(
    tx,
    z.object({ at: z.date().nullable() }),
    sql`
      select min(published_at) as at from plan_version
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId}`,
  )
  return at
}

export async function insertRun(
  tx: Tx,
  given: { planId: number; change: TwinChange; accountId: string | null; now: Date },
): Promise<number> {
  const { id } = await one(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into twin_run (jurisdiction_id, plan_id, change, created_by, created_at)
      values (${tx.jurisdictionId}, ${given.planId}, ${asJson(given.change)}, ${given.accountId}, ${given.now})
      returning id`,
  )
  return id
}

const runColumns = sql`
  r.id, r.plan_id, r.change, r.status, r.failure, r.figures, a.name as made_by, r.created_at`

export function findRuns(tx: Tx, planId: number): Promise<TwinRun[]> {
  return many(
    tx,
    TwinRun,
    sql`
      select ${runColumns}
      from twin_run r left join account a on a.id = r.created_by
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.plan_id = ${planId}
      order by r.id desc limit 100`,
  )
}

export function findRun(tx: Tx, planId: number, id: number): Promise<TwinRunDetail | null> {
  return maybeOne(
    tx,
    TwinRunDetail,
    sql`
      select ${runColumns}, r.lived
      from twin_run r left join account a on a.id = r.created_by
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.plan_id = ${planId} and r.id = ${id}`,
  )
}

/** What was asked for so long ago that its worker must have died. */
export async function failDeadRuns(tx: Tx, planId: number, before: Date, now: Date): Promise<void> {
  await tx.query(sql`
    update twin_run set status = 'failed', failure = 'The worker that lived this day has stopped', ended_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and status = 'running'
      and created_at < ${before}`)
}

/** Only the newest are kept. */
export async function deleteOldRuns(tx: Tx, planId: number, kept: number): Promise<void> {
  await tx.query(sql`
    delete from twin_run
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and status <> 'running' and id not in (
      select id from twin_run
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId}
      order by id desc limit ${kept}
    )`)
}

/** False where it has ended already. */
export async function endRun(
  tx: Tx,
  id: number,
  result: { lived: LivedDay } | { failure: string },
  now: Date,
): Promise<boolean> {
  const lived = 'lived' in result ? asJson(result.lived) : null
  const figures = 'lived' in result ? asJson(result.lived.figures) : null
  const failure = 'failure' in result ? result.failure : null
  const { rowCount } = await tx.query(sql`
    update twin_run
    set status = ${lived ? 'done' : 'failed'}, lived = ${lived}::jsonb, figures = ${figures}::jsonb,
      failure = ${failure}, ended_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and status = 'running'`)
  return rowCount === 1
}
