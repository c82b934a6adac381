import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { Plan, type PlanAct, PlanChanges, PlanSummary, PlanVersion, Route } from '../contract/index.ts'
import { PlanRequest } from './day-input.ts'
import type { ShiftChange } from './day-shift-queries.ts'
import { peakLoad } from './peak-load.ts'
import { takenBack } from './plan-events.ts'

const VersionRow = PlanVersion.omit({
  summary: true,
  progress: true,
  weights: true,
  whatIf: true,
  together: true,
}).extend({
  summary: z.unknown(),
  request: PlanRequest,
})
export type VersionRow = z.output<typeof VersionRow>

/** A version as lists have it: of what it was asked for only what they tell, and none of its hundreds of tasks. */
export const ListedVersionRow = VersionRow.extend({
  request: PlanRequest.pick({ weights: true, whatIf: true, together: true }),
})

const Solving = z.object({
  progress: PlanVersion.shape.progress
    .unwrap()
    .omit({ isStopping: true })
    // nobody has begun
    .default({ share: 0, assignedCount: 0, phase: 'waiting' }),
  stop: z.enum(['keep', 'discard']).optional(),
})

/** A version as the contract shows it: its summary once solved, its progress until then. */
export function toPlanVersion({ request, summary, ...row }: z.output<typeof ListedVersionRow>): PlanVersion {
  const solving = row.status === 'solving' ? Solving.safeParse(summary ?? {}).data : null
  return {
    ...row,
    summary: PlanSummary.safeParse(summary).data ?? null,
    weights: request.weights,
    whatIf: request.whatIf,
    together: request.together,
    progress: solving ? { ...solving.progress, isStopping: solving.stop === 'keep' } : null,
  }
}

const Changes = z.object({ changes: PlanChanges })

export function changesOf({ status, summary }: VersionRow): PlanChanges | null {
  return status === 'solving' ? null : (Changes.safeParse(summary).data?.changes ?? null)
}

export function findVersion(tx: Tx, planId: number, version: number): Promise<VersionRow | null> {
  return maybeOne(
    tx,
    VersionRow,
    sql`
      select ${versionFacts}, v.request ${versionSource}
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version = ${version}`,
  )
}

/** All routes of a version, but for those of some crews if named. */
export function findRoutes(
  tx: Tx,
  planId: number,
  version: number,
  exceptCrewIds: readonly number[] = [],
): Promise<Route[]> {
  return many(
    tx,
    Route,
    sql`
      select r.crew_id, r.starts_at, r.ends_at, r.travel_seconds, r.service_seconds, r.wait_seconds,
        r.overtime_seconds, r.distance_meters, st_asencodedpolyline(r.geom, 6) as polyline, stops.stops,
        peak.load_m3 as "peakLoadM3", peak.load_kg as "peakLoadKg"
      from route r
      cross join lateral (${peakLoad}) peak
      cross join lateral (
        select json_agg(json_build_object(
          'position', s.position, 'kind', s.kind, 'taskId', s.task_id, 'workOrderId', t.work_order_id,
          'title', o.title, 'serviceCode', o.service_code, 'address', o.address,
          'location', case when s.geom is not null then json_build_array(st_x(s.geom), st_y(s.geom)) end,
          'arrivalAt', s.arrival_at, 'startAt', s.start_at, 'endAt', s.end_at,
          'travelSeconds', s.travel_seconds, 'distanceMeters', s.distance_meters,
          'lateSeconds', s.late_seconds, 'dueAt', case when s.kind = 'task' then o.due_at end,
          'window', case when coalesce(t.earliest_at, t.latest_at) is not null
            then json_build_array(t.earliest_at, t.latest_at) end,
          'visitId', v.id, 'visitStatus', v.status
        ) order by s.position) as stops
        from stop s
        left join task t on t.jurisdiction_id = s.jurisdiction_id and t.id = s.task_id
        left join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
        left join lateral (
          select v.id, v.status from visit v
          where v.jurisdiction_id = s.jurisdiction_id and v.task_id = s.task_id and v.plan_id = s.plan_id
            and v.crew_id = s.crew_id
          order by v.is_live desc, v.id desc limit 1
        ) v on true
        where s.jurisdiction_id = r.jurisdiction_id and s.plan_id = r.plan_id and s.version = r.version
          and s.crew_id = r.crew_id
      ) stops
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.plan_id = ${planId} and r.version = ${version}
        and r.crew_id <> all (${exceptCrewIds}::integer[])
      order by r.crew_id`,
  )
}

export async function findWorkOrderIds(tx: Tx, taskIds: number[]): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ id: z.number() }),
    sql`
      select distinct work_order_id as id from task
      where jurisdiction_id = ${tx.jurisdictionId} and id = any (${taskIds}::bigint[]) order by 1`,
  )
  return rows.map(({ id }) => id)
}

export async function insertPlan(tx: Tx, day: string, accountId: string | null, now: Date): Promise<number> {
  const { id } = await one(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into plan (jurisdiction_id, day, created_by, created_at, updated_at)
      values (${tx.jurisdictionId}, ${day}, ${accountId}, ${now}, ${now})
      returning id`,
  )
  return id
}

/** The plan that a day goes on from: what is published, else the newest. */
export async function findPlanOfDay(tx: Tx, day: string): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ id: z.number() }),
    sql`
      select p.id from plan p
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.day = ${day}::date and p.status <> 'closed'
      order by p.status in ('published', 'active') desc, p.id desc
      limit 1`,
  )
  return row?.id ?? null
}

const LockedPlan = Plan.omit({ versions: true })
export type LockedPlan = z.output<typeof LockedPlan>

/** Holds a plan: its versions are numbered, published and changed by one at a time. */
export async function lockPlan(tx: Tx, planId: number): Promise<LockedPlan | null> {
  const [, plan] = await Promise.all([
    tx.query(sql`
      select id from plan where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId} for update`),
    // asked in one go, and answered once it is held
    maybeOne(
      tx,
      LockedPlan,
      sql`
        select ${planColumns}
        from plan p
        where p.jurisdiction_id = ${tx.jurisdictionId} and p.id = ${planId}`,
    ),
  ])
  return plan
}

export type NewAct = Pick<PlanAct, 'kind' | 'title'> & { count?: number }

/** The next version of a plan that is held. */
export async function insertVersion(
  tx: Tx,
  planId: number,
  given: {
    status: 'solving' | 'optimised'
    request: PlanRequest
    baseVersion: number | null
    /** the head it takes the place of; none for a version that stays beside it */
    follows: number | null
    act: NewAct & { shifts?: ShiftChange }
    /** why a person asked for it */
    reason?: string | undefined
    accountId: string | null
  },
  now: Date,
): Promise<number> {
  const { version } = await one(
    tx,
    z.object({ version: z.number() }),
    sql`
      insert into plan_version (jurisdiction_id, plan_id, version, status, request, base_version, follows, act,
        reason, created_by, created_at, solved_at)
      select ${tx.jurisdictionId}, ${planId}, coalesce(max(version), 0) + 1, ${given.status},
        ${asJson(given.request)}, ${given.baseVersion}, ${given.follows}, ${asJson(given.act)},
        ${given.reason ?? ''}, ${given.accountId}, ${now},
        ${given.status === 'optimised' ? now : null}
      from plan_version
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId}
      returning version`,
  )
  return version
}

/** The version that work on a plan goes on from. */
export async function findHead(tx: Tx, planId: number): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ headVersion: z.number().nullable() }),
    sql`
      select head_version from plan
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId}`,
  )
  return row?.headVersion ?? null
}

/** Work on the plan goes on from this version. */
export async function setHead(tx: Tx, planId: number, version: number, now: Date): Promise<void> {
  await tx.query(sql`
    update plan set head_version = ${version}, updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${planId}`)
}

/** The version takes the place of a head from here on. */
export async function setFollows(
  tx: Tx,
  { planId, version }: { planId: number; version: number },
  follows: number,
): Promise<void> {
  await tx.query(sql`
    update plan_version set follows = ${follows}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`)
}

export async function setName(tx: Tx, planId: number, version: number, name: string): Promise<void> {
  await tx.query(sql`
    update plan_version set name = ${name}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`)
}

/**
 * A version and all that it was made from, the nearest first and none before the last that is asked for. A re-plan, and
 * a repair, is made from what is published.
 */
export async function findLine(tx: Tx, planId: number, version: number, last = 1): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ version: z.number() }),
    sql`
      with recursive line as (
        select version, ${madeFrom} as follows from plan_version v
        where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
        union
        select v.version, ${madeFrom} from plan_version v
        join line on v.version = line.follows
        where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version >= ${last}
      )
      select version from line order by version desc`,
  )
  return rows.map(({ version }) => version)
}

/** Whether a version was made from another one, or is it. */
export async function isMadeFrom(tx: Tx, planId: number, version: number, from: number): Promise<boolean> {
  return from <= version && (await findLine(tx, planId, version, from)).includes(from)
}

const madeFrom: Sql = sql`
  case when v.act ->> 'kind' in ('replan', 'offer') then v.base_version else v.follows end`

export const planColumns: Sql = sql`
  p.id, p.day, p.name, p.status, p.head_version,
  (select v.version from plan_version v where v.jurisdiction_id = p.jurisdiction_id and v.plan_id = p.id
    and v.status = 'published') as published_version`

const versionFacts: Sql = sql`
  v.plan_id, v.version, p.day, v.name,
  '{"count": 1}' || v.act || jsonb_build_object('reason', nullif(v.reason, '')) as act,
  a.name as made_by, v.follows, v.status, v.base_version, v.failure,
  v.is_estimate, v.created_at, v.solved_at, v.published_at, ${takenBack} as taken_back, v.summary`

export const listedVersionColumns: Sql = sql`
  ${versionFacts}, jsonb_build_object('weights', coalesce(v.request -> 'weights', '{}'),
    'whatIf', v.request -> 'whatIf', 'together', coalesce(v.request -> 'together', '[]')) as request`

export const versionSource: Sql = sql`
  from plan_version v
  join plan p on p.jurisdiction_id = v.jurisdiction_id and p.id = v.plan_id
  left join account a on a.id = v.created_by`
