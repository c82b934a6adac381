import { z } from 'zod'
import { many, maybeOne, one, sql, type Tx } from '@dromos/db'

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

const Named = z.object({ visitId: z.number(), crewId: z.number(), sha256: z.string().nullable() })

/** What an operation says of a picture. */
export function findNamed(tx: Tx, mediaId: string): Promise<z.output<typeof Named> | null> {
  return maybeOne(
    tx,
    Named,
    sql`
      select b.visit_id, v.crew_id, b.sha256
      from visit_media b
      join visit v on v.jurisdiction_id = b.jurisdiction_id and v.id = b.visit_id
      where b.jurisdiction_id = ${tx.jurisdictionId} and b.media_id = ${mediaId}::uuid`,
  )
}

/** How much is on its way: photos of an account that are not whole yet, and all bytes of the city. */
export function measureUploads(tx: Tx, accountId: string): Promise<{ ofAccount: number; cityBytes: number }> {
  return one(
    tx,
    z.object({ ofAccount: z.number(), cityBytes: z.number() }),
    sql`
      select count(*) filter (where uploaded_by = ${accountId} and received_at is null)::integer as of_account,
        coalesce(sum(bytes), 0)::bigint as city_bytes
      from upload where jurisdiction_id = ${tx.jurisdictionId}`,
  )
}

/** Declared again it goes on where it was, in the name of whoever sends it now. */
export async function insertUpload(tx: Tx, upload: Omit<Upload, 'isReceived'>, now: Date): Promise<void> {
  await tx.query(sql`
    insert into upload (jurisdiction_id, media_id, visit_id, sha256, bytes, uploaded_by, started_at, touched_at)
    values (${tx.jurisdictionId}, ${upload.mediaId}, ${upload.visitId}, ${upload.sha256}, ${upload.bytes},
      ${upload.uploadedBy}, ${now}, ${now})
    on conflict (jurisdiction_id, media_id) do update set
      uploaded_by = excluded.uploaded_by, touched_at = excluded.touched_at`)
}

export async function setReceived(tx: Tx, mediaId: string, now: Date): Promise<void> {
  await tx.query(sql`
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
