import { z } from 'zod'
import { many, maybeOne, sql, type Tx } from '@dromos/db'

const Upload = z.object({
  mediaId: z.string(),
  visitId: z.number(),
  sha256: z.string(),
  bytes: z.number(),
  uploadedBy: z.string().nullable(),
  isReceived: z.boolean(),
})
export type Upload = z.output<typeof Upload>

const columns = sql`media_id, visit_id, sha256, bytes, uploaded_by, received_at is not null as is_received`

export function findUpload(tx: Tx, mediaId: string): Promise<Upload | null> {
  return maybeOne(
    tx,
    Upload,
    sql`
      select ${columns} from upload
      where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid`,
  )
}

/** Whoever finishes or removes an upload holds it until the transaction ends. */
export function lockUpload(tx: Tx, mediaId: string): Promise<Upload | null> {
  return maybeOne(
    tx,
    Upload,
    sql`
      select ${columns} from upload
      where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid
      for update`,
  )
}

/** The hash by which an operation names a picture; null where it says none. */
export async function findNamedHash(tx: Tx, mediaId: string): Promise<string | null> {
  const named = await maybeOne(
    tx,
    z.object({ sha256: z.string().nullable() }),
    sql`
      select sha256 from visit_media
      where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid`,
  )
  return named?.sha256 ?? null
}

const Standing = z.object({
  visitId: z.number(),
  sha256: z.string().nullable(),
  crewId: z.number(),
  isDeveloped: z.boolean(),
  /** what was declared of it before */
  declared: z.object({ sha256: z.string(), bytes: z.number(), isReceived: z.boolean() }).nullable(),
  /** photos of the account that are not whole yet, and all bytes of the city that are on their way */
  ofAccount: z.number(),
  cityBytes: z.number(),
})

/** All that decides on a declaration, in one look; null for a picture that no operation names. */
export function findStanding(
  tx: Tx,
  mediaId: string,
  accountId: string,
): Promise<z.output<typeof Standing> | null> {
  return maybeOne(
    tx,
    Standing,
    sql`
      select b.visit_id, b.sha256, v.crew_id,
        exists (
          select 1 from media where jurisdiction_id = b.jurisdiction_id and id = b.media_id
        ) as is_developed,
        (
          select jsonb_build_object('sha256', u.sha256, 'bytes', u.bytes,
            'isReceived', u.received_at is not null)
          from upload u where u.jurisdiction_id = b.jurisdiction_id and u.media_id = b.media_id
        ) as declared,
        (
          select count(*)::integer from upload u
          where u.jurisdiction_id = b.jurisdiction_id and u.uploaded_by = ${accountId} and u.received_at is null
        ) as of_account,
        (
          select coalesce(sum(u.bytes), 0)::bigint from upload u where u.jurisdiction_id = b.jurisdiction_id
        ) as city_bytes
      from visit_media b
      join visit v on v.jurisdiction_id = b.jurisdiction_id and v.id = b.visit_id
      where b.jurisdiction_id = ${tx.jurisdictionId} and b.media_id = ${mediaId}::uuid`,
  )
}

/** Declared again it goes on where it was, in the name of whoever sends it now. */
export function insertUpload(tx: Tx, upload: Omit<Upload, 'isReceived'>, now: Date): void {
  tx.send(sql`
    insert into upload (jurisdiction_id, media_id, visit_id, sha256, bytes, uploaded_by, started_at, touched_at)
    values (${tx.jurisdictionId}, ${upload.mediaId}, ${upload.visitId}, ${upload.sha256}, ${upload.bytes},
      ${upload.uploadedBy}, ${now}, ${now})
    on conflict (jurisdiction_id, media_id) do update set
      uploaded_by = excluded.uploaded_by, touched_at = excluded.touched_at`)
}

export function setReceived(tx: Tx, mediaId: string, now: Date): void {
  tx.send(sql`
    update upload set received_at = ${now}, touched_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid`)
}

export async function removeUpload(tx: Tx, mediaId: string): Promise<void> {
  await tx.query(sql`
    delete from upload where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid`)
}

/** Photos that nobody went on with since an instant; those that are whole wait longer for their job. */
export async function findStaleUploads(tx: Tx, before: Date, receivedBefore: Date): Promise<string[]> {
  const rows = await many(
    tx,
    z.object({ mediaId: z.string() }),
    sql`
      select media_id from upload
      where jurisdiction_id = ${tx.jurisdictionId}
        and touched_at < case when received_at is null then ${before}::timestamptz else ${receivedBefore} end
      order by touched_at
      limit 1000`,
  )
  return rows.map(({ mediaId }) => mediaId)
}

/** Of these photos those that are still on their way. */
export async function findKnownUploads(tx: Tx, mediaIds: string[]): Promise<Set<string>> {
  const rows = await many(
    tx,
    z.object({ mediaId: z.string() }),
    sql`
      select media_id from upload
      where jurisdiction_id = ${tx.jurisdictionId} and media_id::text = any (${mediaIds}::text[])`,
  )
  return new Set(rows.map(({ mediaId }) => mediaId))
}
