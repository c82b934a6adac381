import { z } from 'zod'
import { many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { Attachment, LeftAttachment, mostAttachments } from '../contract/index.ts'

/** of the media `m` */
const documentFacts: Sql = sql`
  case when m.content_type = 'application/pdf'
    then jsonb_build_object('pages', coalesce(m.pages, 1), 'bytes', m.bytes) end`

/** Pictures and documents of an order, in the order in which they were attached. */
export function findAttachments(tx: Tx, workOrderId: number): Promise<Attachment[]> {
  return many(
    tx,
    Attachment,
    sql`
      select m.id, m.width, m.height, a.label, ${documentFacts} as document, a.attached_at, by.name as attached_by
      from work_order_attachment a
      join media m on m.jurisdiction_id = a.jurisdiction_id and m.id = a.media_id
      left join account by on by.id = a.attached_by
      where a.jurisdiction_id = ${tx.jurisdictionId} and a.work_order_id = ${workOrderId}
        and a.detached_at is null
      order by a.position, a.media_id`,
  )
}

/** of the order `o`, as JobAttachment */
export const attachmentsForCrew: Sql = sql`
  (
    select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height,
      'label', a.label, 'document', ${documentFacts}) order by a.position, a.media_id), '[]')
    from work_order_attachment a
    join media m on m.jurisdiction_id = a.jurisdiction_id and m.id = a.media_id
    where a.jurisdiction_id = o.jurisdiction_id and a.work_order_id = o.id and a.detached_at is null
  )`

const Standing = z.object({ label: z.string(), isAttached: z.boolean() })

export function findAttachment(tx: Tx, workOrderId: number, mediaId: string) {
  return maybeOne(
    tx,
    Standing,
    sql`
      select label, detached_at is null as is_attached from work_order_attachment
      where ${isOne(tx, workOrderId, mediaId)}`,
  )
}

function isOne(tx: Tx, workOrderId: number, mediaId: string): Sql {
  return sql`
    jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId} and media_id = ${mediaId}::uuid`
}

export async function countAttachments(tx: Tx, workOrderId: number): Promise<number> {
  const { count } = await one(
    tx,
    z.object({ count: z.number() }),
    sql`
      select count(*)::integer as count from work_order_attachment
      where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId}
        and detached_at is null`,
  )
  return count
}

/** The hash of a picture that was sent to be attached. */
export async function findAttachableHash(tx: Tx, mediaId: string): Promise<string | null> {
  const row = await maybeOne(
    tx,
    z.object({ sha256: z.string() }),
    sql`
      select sha256 from media
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${mediaId}::uuid and kind = 'attachment'`,
  )
  return row?.sha256 ?? null
}

/** Whether the order shows this very picture already, under whatever id it was sent. */
export async function isShown(tx: Tx, workOrderId: number, sha256: string): Promise<boolean> {
  const { isShown: isThere } = await one(
    tx,
    z.object({ isShown: z.boolean() }),
    sql`
      select exists (
        select from work_order_attachment a
        join media m on m.jurisdiction_id = a.jurisdiction_id and m.id = a.media_id
        where a.jurisdiction_id = ${tx.jurisdictionId} and a.work_order_id = ${workOrderId}
          and a.detached_at is null and m.sha256 = ${sha256}
      ) as is_shown`,
  )
  return isThere
}

/** Comes last; one that was taken off comes back to its place, under its label unless told another. */
export async function setAttached(
  tx: Tx,
  workOrderId: number,
  { mediaId, label, accountId }: { mediaId: string; label?: string; accountId: string | null },
  now: Date,
): Promise<void> {
  await tx.query(sql`
    insert into work_order_attachment as a (jurisdiction_id, work_order_id, media_id, position, label,
      attached_by, attached_at)
    select ${tx.jurisdictionId}, ${workOrderId}, ${mediaId}::uuid, 1 + coalesce(max(position), 0),
      ${label ?? ''}, ${accountId}, ${now}::timestamptz
    from work_order_attachment
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId}
    on conflict (jurisdiction_id, work_order_id, media_id) do update set
      detached_at = null, label = coalesce(${label ?? null}::text, a.label),
      attached_by = excluded.attached_by, attached_at = excluded.attached_at`)
}

export async function setLabel(tx: Tx, workOrderId: number, mediaId: string, label: string): Promise<void> {
  await tx.query(sql`
    update work_order_attachment set label = ${label}
    where ${isOne(tx, workOrderId, mediaId)}`)
}

export async function setDetached(tx: Tx, workOrderId: number, mediaId: string, now: Date): Promise<void> {
  await tx.query(sql`
    update work_order_attachment set detached_at = ${now}
    where ${isOne(tx, workOrderId, mediaId)}`)
}

/**
 * An order made of others keeps their attachments too, each once and after its own, as far as it has room: those
 * that stay behind are given back.
 */
export async function copyAttachments(
  tx: Tx,
  fromIds: readonly number[],
  toId: number,
): Promise<LeftAttachment[]> {
  const room = Math.max(0, mostAttachments - (await countAttachments(tx, toId)))
  const coming = await findComing(tx, fromIds, toId)
  const taken = coming.slice(0, room)
  await tx.query(sql`
    insert into work_order_attachment (jurisdiction_id, work_order_id, media_id, position, label, attached_by,
      attached_at)
    select ${tx.jurisdictionId}, ${toId}, theirs.media_id, last.position + taken.place, theirs.label,
      theirs.attached_by, theirs.attached_at
    from unnest(${taken.map(({ workOrderId }) => workOrderId)}::bigint[],
      ${taken.map(({ mediaId }) => mediaId)}::uuid[]) with ordinality as taken (work_order_id, media_id, place)
    join work_order_attachment theirs on theirs.jurisdiction_id = ${tx.jurisdictionId}
      and theirs.work_order_id = taken.work_order_id and theirs.media_id = taken.media_id
    cross join (
      select coalesce(max(position), 0) as position from work_order_attachment
      where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${toId}
    ) last
    on conflict (jurisdiction_id, work_order_id, media_id) do update set detached_at = null`)
  return coming.slice(room).map(({ workOrderId, label }) => ({ workOrderId, label }))
}

const Coming = LeftAttachment.extend({ mediaId: z.string() })

/** What the order does not show yet, the same file once, in the order of the others and of their attachments. */
function findComing(tx: Tx, fromIds: readonly number[], toId: number): Promise<z.output<typeof Coming>[]> {
  const ids = [...fromIds]
  return many(
    tx,
    Coming,
    sql`
      select media_id, work_order_id, label
      from (
        select distinct on (m.sha256) a.media_id, a.work_order_id, a.label, a.position,
          array_position(${ids}::bigint[], a.work_order_id) as source
        from work_order_attachment a
        join media m on m.jurisdiction_id = a.jurisdiction_id and m.id = a.media_id
        where a.jurisdiction_id = ${tx.jurisdictionId} and a.work_order_id = any (${ids}::bigint[])
          and a.detached_at is null
          and not exists (
            select from work_order_attachment own
            join media shown on shown.jurisdiction_id = own.jurisdiction_id and shown.id = own.media_id
            where own.jurisdiction_id = ${tx.jurisdictionId} and own.work_order_id = ${toId}
              and own.detached_at is null and shown.sha256 = m.sha256
          )
        order by m.sha256, source, a.position
      ) theirs
      order by source, position, media_id`,
  )
}
