import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { DayVersion } from '../contract/index.ts'
import type { Link } from '../planner/index.ts'
import type { PastStop } from './day-input.ts'

/** Work of one day that depends on other work of it. */
interface TaskPair {
  kind: 'before' | 'together'
  taskId: number
  otherTaskId: number
}

/** How the tasks of a day depend on each other, and on work that is not among them. */
export interface DayLinks {
  pairs: TaskPair[]
  /** what comes before them, or beside, is neither done nor in the day: nobody can do them */
  waiting: number[]
  /** what comes before them has begun: not before it ends */
  notBefore: { taskId: number; at: Date }[]
}

export const noLinks: DayLinks = { pairs: [], waiting: [], notBefore: [] }

const LinkRow = z.object({
  kind: z.enum(['before', 'together']),
  taskId: z.number(),
  otherTaskId: z.number(),
  /** of the one of the two that is not among the day's tasks; null where both are */
  standing: z.enum(['over', 'earlier', 'open']).nullable(),
})

/**
 * Reads the links of a day's tasks. What was cancelled binds nobody, what was done neither; what an earlier day has
 * comes first, be it published or a draft of the days that this one was planned in one go with.
 */
export async function findDayLinks(
  tx: Tx,
  { day, together }: { day: string; together: readonly DayVersion[] },
  taskIds: number[],
  past: readonly PastStop[],
): Promise<DayLinks> {
  const planIds = together.filter((each) => each.day < day).map(({ planId }) => planId)
  const rows = await many(
    tx,
    LinkRow,
    sql`
      with own as (select unnest(${taskIds}::bigint[]) as id)
      select l.kind, l.task_id, l.other_task_id,
        case
          when l.task_id in (select id from own) and l.other_task_id in (select id from own) then null
          when t.status in ('done', 'cancelled') then 'over'
          when exists (
            select from visit v
            where v.jurisdiction_id = t.jurisdiction_id and v.task_id = t.id and v.is_live and v.day < ${day}::date
          ) or exists (
            select from plan p
            join stop s on s.jurisdiction_id = p.jurisdiction_id and s.plan_id = p.id
              and s.version = p.head_version
            where p.jurisdiction_id = t.jurisdiction_id and p.id = any (${planIds}::bigint[])
              and s.task_id = t.id
          ) then 'earlier'
          else 'open'
        end as standing
      from task_link l
      join task t on t.jurisdiction_id = l.jurisdiction_id
        and t.id = case when l.task_id in (select id from own) then l.other_task_id else l.task_id end
      where l.jurisdiction_id = ${tx.jurisdictionId}
        and (l.task_id in (select id from own) or l.other_task_id in (select id from own))
      order by l.task_id, l.other_task_id`,
  )
  return bindDay(rows, new Set(taskIds), past)
}

/** The links between these tasks alone. */
export function findTaskPairs(tx: Tx, taskIds: number[]): Promise<TaskPair[]> {
  return many(
    tx,
    LinkRow.omit({ standing: true }),
    sql`
      select kind, task_id, other_task_id from task_link
      where jurisdiction_id = ${tx.jurisdictionId} and task_id = any (${taskIds}::bigint[])
        and other_task_id = any (${taskIds}::bigint[])
      order by task_id, other_task_id`,
  )
}

function bindDay(
  rows: readonly z.output<typeof LinkRow>[],
  own: ReadonlySet<number>,
  past: readonly PastStop[],
): DayLinks {
  const links: DayLinks = { pairs: [], waiting: [], notBefore: [] }
  const endOf = new Map(past.map(({ taskId, endAt }) => [taskId, endAt]))
  for (const { standing, ...pair } of rows) {
    const [inside, outside] = own.has(pair.taskId)
      ? [pair.taskId, pair.otherTaskId]
      : [pair.otherTaskId, pair.taskId]
    const end = endOf.get(outside)
    if (standing === null) links.pairs.push(pair)
    // the first of two may come without the second one
    else if (pair.kind === 'before' && inside === pair.taskId) continue
    else if (end) {
      // the second crew of work that has begun comes when it can
      if (pair.kind === 'before') links.notBefore.push({ taskId: inside, at: end })
    } else if (standing === 'open' || (standing === 'earlier' && pair.kind === 'together'))
      links.waiting.push(inside)
  }
  return links
}

/** In the planner's indexes. */
export function plannerLinks({ pairs }: DayLinks, taskIds: readonly number[]): Link[] {
  const jobOf = new Map(taskIds.map((id, job) => [id, job]))
  return pairs.flatMap(({ kind, taskId, otherTaskId }): Link[] => {
    const [job, other] = [jobOf.get(taskId), jobOf.get(otherTaskId)]
    if (job === undefined || other === undefined) return []
    return kind === 'together'
      ? [{ kind: 'together', jobs: [job, other] }]
      : [{ kind: 'precedence', before: job, after: other, gapSeconds: 0 }]
  })
}
