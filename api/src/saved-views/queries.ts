import { z } from 'zod'
import { asJson, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { SavedView, type ViewFilter } from '../contract/index.ts'

/** Who asks: managers change what is shared. */
export interface Viewer {
  accountId: string
  isManager: boolean
}

/** A person's own views and those that others share, by name. */
export function findSavedViews(tx: Tx, viewer: Viewer): Promise<SavedView[]> {
  return many(
    tx,
    SavedView,
    sql`
      select ${columns(viewer)}
      from saved_view v join account a on a.id = v.account_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and (v.is_shared or v.account_id = ${viewer.accountId})
      order by lower(v.name), v.id
      limit 500`,
  )
}

/** Null where there is none, or where it is somebody else's and not shared. */
export function findSavedView(tx: Tx, viewer: Viewer, id: number): Promise<SavedView | null> {
  return maybeOne(
    tx,
    SavedView,
    sql`
      select ${columns(viewer)}
      from saved_view v join account a on a.id = v.account_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${id}
        and (v.is_shared or v.account_id = ${viewer.accountId})
      for update of v`,
  )
}

export async function countSavedViews(tx: Tx, accountId: string): Promise<number> {
  const { count } = await one(
    tx,
    z.object({ count: z.number() }),
    sql`
      select count(*)::integer as count from saved_view
      where jurisdiction_id = ${tx.jurisdictionId} and account_id = ${accountId}`,
  )
  return count
}

interface NewView {
  idempotencyKey: string
  name: string
  filter: ViewFilter
  isShared: boolean
}

/** Sent twice it is there once. */
export async function insertSavedView(
  tx: Tx,
  { accountId }: Viewer,
  view: NewView,
  now: Date,
): Promise<number> {
  const { id } = await one(
    tx,
    z.object({ id: z.number() }),
    sql`
      insert into saved_view (jurisdiction_id, account_id, name, filter, is_shared, created_at, updated_at,
        idempotency_key)
      values (${tx.jurisdictionId}, ${accountId}, ${view.name}, ${asJson(view.filter)}, ${view.isShared}, ${now},
        ${now}, ${view.idempotencyKey}::uuid)
      on conflict on constraint saved_view_sent_once do update set updated_at = saved_view.updated_at
      returning id`,
  )
  return id
}

export async function updateSavedView(
  tx: Tx,
  id: number,
  { name, filter, isShared }: Pick<SavedView, 'name' | 'filter' | 'isShared'>,
  now: Date,
): Promise<void> {
  await tx.query(sql`
    update saved_view
    set name = ${name}, filter = ${asJson(filter)}, is_shared = ${isShared}, version = version + 1,
      updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}

export async function deleteSavedView(tx: Tx, id: number): Promise<void> {
  await tx.query(sql`delete from saved_view where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`)
}

function columns({ accountId, isManager }: Viewer): Sql {
  return sql`
    v.id, v.name, v.filter, v.is_shared, v.version,
    (v.account_id = ${accountId} or ${isManager}::boolean) as may_change,
    case when v.account_id <> ${accountId} then a.name end as made_by`
}
