import { many, sql, type Sql, type Tx } from '@dromos/db'
import { Plan, type PlanVersion } from '../contract/index.ts'
import {
  listedVersionColumns,
  ListedVersionRow,
  planColumns,
  toPlanVersion,
  versionSource,
} from './version-queries.ts'

/** how many versions a day tells of at once, of each sort: what it costs does not grow with what was done */
const newest = 12
const named = 20
const each = { made: 5, parts: 5, supposed: 20, broken: 20 }

/**
 * A day's plans, each with the versions that its screen needs at once: the newest, those with a name; the head, what is
 * published and those asked for, each with what it was made from, what was made of it and what stands beside it.
 */
export async function findPlans(tx: Tx, day: string, asked: readonly number[] = []): Promise<Plan[]> {
  const plans = await many(
    tx,
    Plan.omit({ versions: true }),
    sql`
      select ${planColumns}
      from plan p
      where p.jurisdiction_id = ${tx.jurisdictionId} and p.day = ${day}::date
      order by p.id
      limit 50`,
  )
  const versions = await many(
    tx,
    ListedVersionRow,
    sql`
      with ${wanted(tx, plans, asked)}
      select ${listedVersionColumns} ${versionSource}
      join wanted on wanted.plan_id = v.plan_id and wanted.version = v.version
      where v.jurisdiction_id = ${tx.jurisdictionId}
      order by v.plan_id, v.version desc`,
  )
  return plans.map((plan) => ({
    ...plan,
    versions: versions.filter(({ planId }) => planId === plan.id).map(toPlanVersion),
  }))
}

/** The versions of a plan below one, or all of them, the newest first. */
export async function findPlanVersions(
  tx: Tx,
  planId: number,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<PlanVersion[]> {
  const rows = await many(
    tx,
    ListedVersionRow,
    sql`
      select ${listedVersionColumns} ${versionSource}
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId}
        and (${before ?? null}::bigint is null or v.version < ${before ?? null}::bigint)
      order by v.version desc
      limit ${limit}`,
  )
  return rows.map(toPlanVersion)
}

type Standing = Pick<Plan, 'id' | 'headVersion' | 'publishedVersion'>

function wanted(tx: Tx, plans: readonly Standing[], asked: readonly number[]): Sql {
  const subjects = plans.flatMap(({ id, headVersion, publishedVersion }) =>
    [headVersion, publishedVersion, ...asked].map((version) => ({ id, version })),
  )
  const own = sql`v.jurisdiction_id = ${tx.jurisdictionId}`
  const near = (condition: Sql, limit: number) => sql`
    select v.plan_id, v.version, v.follows, v.base_version
    from unnest(${plans.map(({ id }) => id)}::bigint[]) as id
    cross join lateral (
      select * from plan_version v where ${own} and v.plan_id = id and ${condition} order by v.version desc limit ${limit}
    ) v`
  const beside = (condition: Sql, limit: number) => sql`
    select a.plan_id, v.version
    from around a
    cross join lateral (
      select v.version from plan_version v
      where ${own} and v.plan_id = a.plan_id and ${condition} order by v.version desc limit ${limit}
    ) v`
  return sql`
    around as (
      select distinct on (v.plan_id, v.version) v.plan_id, v.version, v.follows, v.base_version, v.violations
      from unnest(${subjects.map(({ id }) => id)}::bigint[], ${subjects.map(({ version }) => version)}::bigint[])
        as subject (plan_id, version)
      join plan_version v on ${own} and v.plan_id = subject.plan_id and v.version = subject.version
    ),
    told as (
      select plan_id, version, follows, base_version from around
      union ${near(sql`true`, newest)}
      union ${near(sql`v.name <> ''`, named)}
    ),
    wanted as (
      select plan_id, version from told
      union select plan_id, follows from told
      union select plan_id, base_version from told
      union ${beside(sql`v.follows = a.version`, each.made)}
      union ${beside(sql`v.base_version = a.version and v.act ->> 'kind' = 'part'`, each.parts)}
      union ${beside(sql`${isSupposed} and v.base_version in (a.version, a.base_version)`, each.supposed)}
      union select a.plan_id, rule.since
      from around a
      cross join lateral (
        select distinct (broken.rule ->> 'since')::integer as since
        from jsonb_array_elements(a.violations) as broken (rule) order by since desc nulls last limit ${each.broken}
      ) rule
    )`
}

const isSupposed: Sql = sql`v.act ->> 'kind' = 'what-if' and v.status in ('optimised', 'solving')`
