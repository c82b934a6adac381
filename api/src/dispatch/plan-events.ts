import { z } from 'zod'
import { maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import type { VisitActor } from '../field/record-events.ts'

export interface NewPlanEvent {
  planId: number
  version: number
  kind: 'published' | 'taken-back'
  /** whose part of the version; null where it is all */
  crewIds: readonly number[] | null
  /** of what is taken back: what is published then */
  standsVersion?: number | null
  reason?: string | undefined
  actor: VisitActor
}

/** Appends to the history of a plan; gives back the event's id, by which notices of it are told apart. */
export async function recordPlanEvent(tx: Tx, event: NewPlanEvent, now: Date): Promise<number> {
  const { id } = await one(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into plan_event (jurisdiction_id, plan_id, version, kind, crew_ids, stands_version, reason, actor_kind,
        actor_account_id, occurred_at)
      values (${tx.jurisdictionId}, ${event.planId}, ${event.version}, ${event.kind},
        ${event.crewIds}::integer[], ${event.standsVersion ?? null}, ${event.reason ?? ''}, ${event.actor.kind},
        ${event.actor.accountId ?? null}, ${now})
      returning id`,
  )
  return id
}

/** Whose part of it was published last; null where it was all. */
export async function findPublishedCrewIds(
  tx: Tx,
  planId: number,
  version: number,
): Promise<number[] | null> {
  const row = await maybeOne(
    tx,
    z.object({ crewIds: z.array(z.number()).nullable() }),
    sql`
      select crew_ids from plan_event
      where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}
        and kind = 'published'
      order by id desc limit 1`,
  )
  return row?.crewIds ?? null
}

/** Of a version `v`: by whom and when it was taken back, if that is the last that became of it. */
export const takenBack: Sql = sql`
  (
    select jsonb_build_object('at', e.occurred_at, 'by', who.name, 'reason', nullif(e.reason, ''),
      'crewIds', e.crew_ids)
    from (
      select * from plan_event last
      where last.jurisdiction_id = v.jurisdiction_id and last.plan_id = v.plan_id and last.version = v.version
      order by last.id desc limit 1
    ) e
    left join account who on who.id = e.actor_account_id
    where e.kind = 'taken-back'
  )`
