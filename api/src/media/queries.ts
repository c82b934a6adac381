import { z } from 'zod'
import { many, maybeOne, sql, type Sql, type Tx } from '@dromos/db'
import { Media } from '../contract/index.ts'
import type { Picture } from './picture.ts'

const StoredMedia = Media.extend({
  sha256: z.string(),
  isPublic: z.boolean(),
  isBound: z.boolean(),
  isDocument: z.boolean(),
  uploadedBy: z.string().nullable(),
})
export type StoredMedia = z.output<typeof StoredMedia>

export function findStoredMedia(tx: Tx, id: string): Promise<StoredMedia | null> {
  return maybeOne(
    tx,
    StoredMedia,
    sql`
      select id, width, height, kind, sha256, is_public, uploaded_by,
        (request_id is not null or visit_id is not null) as is_bound,
        content_type = 'application/pdf' as is_document
      from media where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}::uuid`,
  )
}

/** Hashes of pictures, by their ids. */
export async function findHashes(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await many(
    tx,
    StoredMedia.pick({ id: true, sha256: true }),
    sql`
      select id, sha256 from media
      where jurisdiction_id = ${tx.jurisdictionId} and id = any (${[...ids]}::uuid[])`,
  )
  return new Map(rows.map(({ id, sha256 }) => [id, sha256]))
}

export interface MediaToStore {
  id: string
  kind: Media['kind']
  picture: Omit<Picture, 'full' | 'small'> & { bytes: number }
  /** of a document */
  pages?: number
  uploadedBy: string | null
  receivedAt: Date
}

/** The first upload under an id stays. */
export async function insertMedia(
  tx: Tx,
  { id, kind, picture, pages, uploadedBy, receivedAt }: MediaToStore,
): Promise<void> {
  await tx.query(sql`
    insert into media (jurisdiction_id, id, sha256, kind, content_type, width, height, bytes, pages, received_at,
      uploaded_by)
    values (${tx.jurisdictionId}, ${id}, ${picture.sha256}, ${kind},
      ${pages === undefined ? 'image/webp' : 'application/pdf'}, ${picture.width}, ${picture.height},
      ${picture.bytes}, ${pages ?? null}, ${receivedAt}, ${uploadedBy})
    on conflict (jurisdiction_id, id) do nothing`)
}

/** Whoever stores or removes the files of a hash holds this until the transaction ends. */
export async function lockHash(tx: Tx, sha256: string): Promise<void> {
  await tx.query(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${tx.jurisdictionId} media ${sha256}`}, 0))`,
  )
}

/** Hashes of pictures that nobody has named since an instant. */
export async function findForgotten(tx: Tx, before: Date): Promise<string[]> {
  const rows = await many(
    tx,
    z.object({ sha256: z.string() }),
    sql`
      select distinct sha256 from media
      where jurisdiction_id = ${tx.jurisdictionId} and ${isForgotten(before)}
      limit 1000`,
  )
  return rows.map(({ sha256 }) => sha256)
}

/** Removes the forgotten rows of a hash; true when no row names its files any more. */
export async function removeForgotten(tx: Tx, sha256: string, before: Date): Promise<boolean> {
  await tx.query(sql`
    delete from media
    where jurisdiction_id = ${tx.jurisdictionId} and sha256 = ${sha256} and ${isForgotten(before)}`)
  const left = await tx.query(sql`
    select 1 from media where jurisdiction_id = ${tx.jurisdictionId} and sha256 = ${sha256} limit 1`)
  return left.rowCount === 0
}

/** Named by no request, visit or order since; what was just taken off an order may be put back. */
function isForgotten(before: Date): Sql {
  return sql`
    request_id is null and visit_id is null and received_at < ${before}
    and not exists (
      select from work_order_attachment a
      where a.jurisdiction_id = media.jurisdiction_id and a.media_id = media.id
        and (a.detached_at is null or a.detached_at >= ${before})
    )`
}
