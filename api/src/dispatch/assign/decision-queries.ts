import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { Assignment } from '../../contract/index.ts'
import { whatChanged, type Standing } from './what-changed.ts'

export interface NewDecision {
  jobId: string
  workOrderId: number
  orderVersion: number
  taskId: number
  day: string
  cause: Assignment['cause']
  status: 'proposed' | 'assigned' | 'nobody'
  crewId: number | null
  crewTaskIds: number[]
  candidates: Assignment['candidates']
  effect: Assignment['effect']
  reason: Assignment['reason']
  made: { planId: number; version: number } | null
  accountId: string | null
}

/** Writes down what was decided; an older open proposal for the order gives way to it. */
export async function insertDecision(tx: Tx, given: NewDecision, now: Date): Promise<number> {
  await tx.query(sql`
    update assign_decision set status = 'replaced', settled_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${given.workOrderId} and status = 'proposed'`)
  const { id } = await one(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into assign_decision (jurisdiction_id, job_id, work_order_id, order_version, task_id, day, cause,
        status, crew_id, crew_task_ids, candidates, effect, reason, plan_id, plan_version, asked_by, decided_at)
      values (${tx.jurisdictionId}, ${given.jobId}::uuid, ${given.workOrderId}, ${given.orderVersion},
        ${given.taskId}, ${given.day}::date, ${given.cause}, ${given.status}, ${given.crewId},
        ${given.crewTaskIds}::bigint[], ${asJson(given.candidates)}::jsonb,
        ${given.effect === null ? null : asJson(given.effect)}::jsonb, ${given.reason},
        ${given.made?.planId ?? null}, ${given.made?.version ?? null}, ${given.accountId}, ${now})
      returning id`,
  )
  return id
}

export async function isDecided(tx: Tx, jobId: string): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    select from assign_decision where jurisdiction_id = ${tx.jurisdictionId} and job_id = ${jobId}::uuid`)
  return rowCount === 1
}

export async function lockDecision(tx: Tx, id: number): Promise<void> {
  await tx.query(sql`
    select from assign_decision where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} for update`)
}

export async function settleDecision(
  tx: Tx,
  id: number,
  settled: {
    status: 'accepted' | 'dismissed' | 'undone'
    accountId: string | null
    made?: { planId: number; version: number }
  },
  now: Date,
): Promise<void> {
  await tx.query(sql`
    update assign_decision
    set status = ${settled.status}, settled_by = ${settled.accountId}, settled_at = ${now},
      plan_id = coalesce(${settled.made?.planId ?? null}, plan_id),
      plan_version = coalesce(${settled.made?.version ?? null}, plan_version)
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}

/** What a version of a plan gave out is given out no more; gives back what was decided so. */
export function undoDecisionsOf(
  tx: Tx,
  { planId, version }: { planId: number; version: number },
  accountId: string | null,
  now: Date,
) {
  return many(
    tx,
    z.object({ id: z.number(), workOrderId: z.number(), day: z.string() }),
    sql`
      update assign_decision set status = 'undone', settled_by = ${accountId}, settled_at = ${now}
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and plan_version = ${version}
        and status in ('assigned', 'accepted')
      returning id, work_order_id, day::text as day`,
  )
}

/** Orders with an open proposal for a crew's day, to be weighed again when its route has changed. */
export async function findProposedOrders(tx: Tx, day: string, crewId: number): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ workOrderId: z.number() }),
    sql`
      select work_order_id from assign_decision
      where jurisdiction_id = ${tx.jurisdictionId} and day = ${day}::date and crew_id = ${crewId}
        and status = 'proposed'
      order by id`,
  )
  return rows.map(({ workOrderId }) => workOrderId)
}

/** The tasks of a crew's route in the published plan of a day, in order. */
export async function findCrewTasks(tx: Tx, day: string, crewId: number): Promise<number[]> {
  const { taskIds } = await one(
    tx,
    z.object({ taskIds: z.array(z.coerce.number()) }),
    sql`select ${crewTasks(sql`${tx.jurisdictionId}`, sql`${day}::date`, sql`${crewId}::integer`)} as task_ids`,
  )
  return taskIds
}

/** no shift that goes on began before then, and an index finds shifts by when they begin */
const longestShift = sql`interval '1 day'`

/** The first day from today on with a shift that is not over. */
export async function findNextWorkDay(tx: Tx, now: Date): Promise<string | null> {
  const row = await maybeOne(
    tx,
    z.object({ day: z.string().nullable() }),
    sql`
      select min((lower(s.during) at time zone j.timezone)::date)::text as day
      from shift s
      join jurisdiction j on j.id = s.jurisdiction_id
      where s.jurisdiction_id = ${tx.jurisdictionId} and upper(s.during) > ${now}
        and lower(s.during) > ${now}::timestamptz - ${longestShift}
        and lower(s.during) < ${now}::timestamptz + interval '14 days'`,
  )
  return row?.day ?? null
}

const DecisionRow = Assignment.omit({ changes: true, status: true, canUndo: true }).extend({
  status: z.enum(['proposed', 'accepted', 'dismissed', 'replaced', 'assigned', 'undone', 'nobody']),
  orderVersion: z.number(),
  orderStatus: z.string(),
  orderVersionNow: z.number(),
  crewTaskIds: z.array(z.coerce.number()),
  crewTaskIdsNow: z.array(z.coerce.number()),
  isDayOver: z.boolean(),
  hasShift: z.boolean(),
  isNotBegun: z.boolean(),
})

export async function findDecisions(tx: Tx, day: string, now: Date): Promise<Assignment[]> {
  const rows = await many(
    tx,
    DecisionRow,
    sql`${decisions(tx, now)} and d.day = ${day}::date order by d.id desc limit 200`,
  )
  return rows.map(toAssignment)
}

export async function findDecision(tx: Tx, id: number, now: Date): Promise<Assignment | null> {
  const row = await maybeOne(tx, DecisionRow, sql`${decisions(tx, now)} and d.id = ${id}`)
  return row && toAssignment(row)
}

function toAssignment(row: z.output<typeof DecisionRow>): Assignment {
  const standing: Standing = row
  const changes = row.status === 'proposed' ? whatChanged(standing) : []
  return {
    ...row,
    status: row.status === 'proposed' && changes.length > 0 ? 'expired' : row.status,
    changes,
    canUndo: (row.status === 'assigned' || row.status === 'accepted') && row.isNotBegun,
  }
}

function crewTasks(jurisdictionId: Sql, day: Sql, crewId: Sql): Sql {
  return sql`
    array(
      select s.task_id
      from plan p
      join plan_version v on v.jurisdiction_id = p.jurisdiction_id and v.plan_id = p.id and v.status = 'published'
      join stop s on s.jurisdiction_id = v.jurisdiction_id and s.plan_id = v.plan_id and s.version = v.version
      where p.jurisdiction_id = ${jurisdictionId} and p.day = ${day} and s.crew_id = ${crewId} and s.kind = 'task'
      order by p.id, s.position
    )`
}

function decisions(tx: Tx, now: Date): Sql {
  return sql`
    select d.id, d.work_order_id, d.task_id, o.title, o.service_code, o.address,
      jsonb_build_array(st_x(o.geom), st_y(o.geom)) as location, d.day, d.cause, d.status, d.crew_id,
      d.candidates, d.effect, d.reason, d.plan_id, d.plan_version, asker.name as asked_by, d.decided_at,
      settler.name as settled_by, d.settled_at, d.order_version, o.status as order_status,
      o.version as order_version_now, d.crew_task_ids,
      case when d.status = 'proposed' then
        ${crewTasks(sql`d.jurisdiction_id`, sql`d.day`, sql`d.crew_id`)} else '{}' end as crew_task_ids_now,
      d.day < (${now}::timestamptz at time zone j.timezone)::date as is_day_over,
      exists (
        select from shift s where s.jurisdiction_id = d.jurisdiction_id and s.crew_id = d.crew_id
          and lower(s.during) >= d.day::timestamp at time zone j.timezone
          and lower(s.during) < (d.day + 1)::timestamp at time zone j.timezone and upper(s.during) > ${now}
      ) as has_shift,
      exists (
        select from visit v where v.jurisdiction_id = d.jurisdiction_id and v.task_id = d.task_id
          and v.crew_id = d.crew_id and v.day = d.day and v.status in ('planned', 'dispatched')
      ) as is_not_begun
    from assign_decision d
    join jurisdiction j on j.id = d.jurisdiction_id
    join work_order o on o.jurisdiction_id = d.jurisdiction_id and o.id = d.work_order_id
    left join account asker on asker.id = d.asked_by
    left join account settler on settler.id = d.settled_by
    where d.jurisdiction_id = ${tx.jurisdictionId}`
}
