import { z } from 'zod'
import { many, maybeOne, one, pointSql, sql, type Sql, type Tx } from '@dromos/db'
import { RequestStatus, type LonLat, type PhotoShows } from '../contract/index.ts'
import { emitLive } from '../live/emit.ts'
import { liveChangeOf } from '../requests/move-request.ts'

export interface NamedPicture {
  mediaId: string
  sha256: string | null
  /** answers to a form are for the city alone */
  shows: PhotoShows | 'form' | 'found'
  takenAt?: Date
  location?: LonLat
  accuracyMeters?: number
}

/**
 * Binds a picture, uploaded or not, to a visit. False where it belongs to another visit, to a report or to orders,
 * or is known by another hash.
 * A picture of a finished job is proof for the citizen, so it is public from then on.
 */
export async function bindMedia(
  tx: Tx,
  picture: NamedPicture,
  visitId: number,
  isPublic: boolean,
  now: Date,
): Promise<boolean> {
  const { mediaId, sha256, shows, takenAt, location, accuracyMeters } = picture
  tx.send(sql`
    insert into visit_media (jurisdiction_id, media_id, visit_id, sha256, shows, bound_at, taken_at, geom,
      accuracy_meters)
    select ${tx.jurisdictionId}, ${mediaId}::uuid, ${visitId}::bigint, ${sha256}::text, ${shows}::text,
      ${now}::timestamptz, ${takenAt ?? null}::timestamptz, ${location ? pointSql(...location) : sql`null`},
      ${accuracyMeters ?? null}::real
    where not exists (select from media where ${isElsewhere(tx, mediaId)})
    on conflict (jurisdiction_id, media_id) do nothing`)
  const bound = await maybeOne(
    tx,
    z.object({ visitId: z.number(), sha256: z.string().nullable() }),
    sql`
      select visit_id, sha256 from visit_media
      where jurisdiction_id = ${tx.jurisdictionId} and media_id = ${mediaId}::uuid
        and not exists (select from media where ${isElsewhere(tx, mediaId)})`,
  )
  if (!bound) return false
  if (bound.visitId !== visitId) return false
  if (sha256 !== null && bound.sha256 !== null && bound.sha256 !== sha256) return false
  tx.send(sql`
    update media set visit_id = ${visitId}, is_public = is_public or ${isPublic && shows !== 'form'}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${mediaId}::uuid and request_id is null
      and kind <> 'attachment'`)
  return true
}

function isElsewhere(tx: Tx, mediaId: string): Sql {
  return sql`jurisdiction_id = ${tx.jurisdictionId} and id = ${mediaId}::uuid
    and (request_id is not null or kind = 'attachment')`
}

/** Once the work is done, its pictures are for everyone who follows a request of it. */
export function showProof(tx: Tx, visitId: number): void {
  tx.send(sql`
    update media m set is_public = true
    from visit_media b
    where m.jurisdiction_id = ${tx.jurisdictionId} and m.visit_id = ${visitId}
      and b.jurisdiction_id = m.jurisdiction_id and b.media_id = m.id and b.shows <> 'form'`)
}

/** For a picture that has just arrived: the visit that waited for it. */
export async function bindArrivedMedia(tx: Tx, mediaId: string): Promise<void> {
  const waiting = await maybeOne(
    tx,
    z.object({ visitId: z.number(), isForAll: z.boolean(), foundId: z.number().nullable() }),
    sql`
      select b.visit_id, v.status = 'done' and b.shows <> 'form' as is_for_all,
        b.found_request_id as found_id
      from visit_media b
      join visit v on v.jurisdiction_id = b.jurisdiction_id and v.id = b.visit_id
      where b.jurisdiction_id = ${tx.jurisdictionId} and b.media_id = ${mediaId}::uuid`,
  )
  if (!waiting) return
  if (waiting.foundId !== null) return showFound(tx, mediaId, waiting.foundId)
  const { rowCount } = await tx.query(sql`
    update media set visit_id = ${waiting.visitId}, is_public = ${waiting.isForAll}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${mediaId}::uuid and request_id is null
      and visit_id is null and kind <> 'attachment'`)
  if (rowCount > 0 && waiting.isForAll) await tellFollowers(tx, waiting.visitId)
}

/** Pictures of a fault that a crew found belong to the request it became, and are public as those of any report. */
export async function bindFound(
  tx: Tx,
  pictures: readonly NamedPicture[],
  visitId: number,
  publicId: string,
  now: Date,
): Promise<void> {
  for (const picture of pictures) {
    if (!(await bindMedia(tx, picture, visitId, false, now))) continue
    const { foundId } = await one(
      tx,
      z.object({ foundId: z.number() }),
      sql`
        update visit_media b set found_request_id = r.id
        from request r
        where b.jurisdiction_id = ${tx.jurisdictionId} and b.media_id = ${picture.mediaId}::uuid
          and r.jurisdiction_id = b.jurisdiction_id and r.public_id = ${publicId}
        returning r.id as found_id`,
    )
    await showFound(tx, picture.mediaId, foundId)
  }
}

async function showFound(tx: Tx, mediaId: string, requestId: number): Promise<void> {
  await tx.query(sql`
    update media set request_id = ${requestId}, visit_id = null, kind = 'report', is_public = true
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${mediaId}::uuid and request_id is null
      and kind <> 'attachment'`)
}

const Followed = z.object({
  id: z.number(),
  publicId: z.string(),
  status: RequestStatus,
  version: z.number(),
  serviceCode: z.string(),
  lon: z.number(),
  lat: z.number(),
})

/** Pictures travel after the tap they belong to: whoever follows a request of the visit is told that there is one. */
async function tellFollowers(tx: Tx, visitId: number): Promise<void> {
  const requests = await many(
    tx,
    Followed,
    sql`
      select r.id, r.public_id, r.status, r.version, r.service_code, st_x(r.geom) as lon, st_y(r.geom) as lat
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order_request w on w.jurisdiction_id = t.jurisdiction_id and w.work_order_id = t.work_order_id
      join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${visitId}
      order by r.id
      limit 500`,
  )
  emitLive(tx, requests.map(liveChangeOf))
}
