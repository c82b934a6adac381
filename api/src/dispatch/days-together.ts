import { z } from 'zod'
import { asJson, many, sql, type Sql, type Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { DayVersion } from '../contract/index.ts'
import type { PlanRequest } from './day-input.ts'
import { enqueueSolve } from './request-plan.ts'
import type { VersionRow } from './version-queries.ts'

type Member = Pick<VersionRow, 'planId' | 'version' | 'request'>

/** Binds versions that wait to be solved: each knows all of them, in the order of their days. */
export async function bindDays(tx: Tx, together: DayVersion[]): Promise<void> {
  await tx.query(sql`
    update plan_version v set request = request || jsonb_build_object('together', ${asJson(together)}::jsonb)
    from ${recordsOf(together)}
    where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = day."planId" and v.version = day.version`)
}

/** What a version is to be solved with once all days before it have ended; null while one has not. */
export async function takeTurn(tx: Tx, { planId, version, request }: Member): Promise<PlanRequest | null> {
  const { together } = request
  const before = together.slice(0, Math.max(0, placeOf(together, { planId, version })))
  if (before.length === 0) return request
  if ((await findSolving(tx, before)).length > 0) return null
  const taken = new Set(await findPlannedTaskIds(tx, before))
  const taskIds = request.taskIds.filter((id) => !taken.has(id))
  await tx.query(sql`
    update plan_version set request = request || jsonb_build_object('taskIds', ${asJson(taskIds)}::jsonb)
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
      and status = 'solving'`)
  return { ...request, taskIds }
}

/** A day has ended, in whatever way: the next that still waits may be solved, if none before it is. */
export async function passTurn(
  tx: Tx,
  context: Context,
  { planId, version, request: { together } }: Member,
): Promise<void> {
  const own = placeOf(together, { planId, version })
  if (own < 0) return
  const [next] = await findSolving(tx, together.slice(own + 1))
  if (next) await enqueueSolve(tx, context, next)
}

function recordsOf(days: readonly DayVersion[]): Sql {
  return sql`jsonb_to_recordset(${asJson(days)}::jsonb) as day ("planId" bigint, version integer)`
}

function placeOf(together: readonly DayVersion[], { planId, version }: Omit<DayVersion, 'day'>): number {
  return together.findIndex((each) => each.planId === planId && each.version === version)
}

async function findSolving(tx: Tx, days: readonly DayVersion[]): Promise<DayVersion[]> {
  const rows = await many(
    tx,
    z.object({ planId: z.number(), version: z.number() }),
    sql`
      select v.plan_id, v.version
      from plan_version v
      join ${recordsOf(days)} on day."planId" = v.plan_id and day.version = v.version
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.status = 'solving'`,
  )
  return days.filter((day) =>
    rows.some(({ planId, version }) => planId === day.planId && version === day.version),
  )
}

/** Of the plans as they stand now, also where somebody has gone on from what was planned together. */
async function findPlannedTaskIds(tx: Tx, days: readonly DayVersion[]): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ taskId: z.number() }),
    sql`
      select s.task_id
      from plan p
      join stop s on s.jurisdiction_id = p.jurisdiction_id and s.plan_id = p.id and s.version = p.head_version
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.id = any (${days.map(({ planId }) => planId)}::bigint[])
        and s.task_id is not null`,
  )
  return rows.map(({ taskId }) => taskId)
}
