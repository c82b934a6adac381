import { z } from 'zod'
import { empty, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { Media, RequestEvent, RequestRow } from '../contract/index.ts'

/** Rows by id, newest first. */
export function findRequestRows(tx: Tx, ids: number[], now: Date): Promise<RequestRow[]> {
  return many(
    tx,
    RequestRow,
    sql`
      select ${requestColumns(now)} from request r
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.id = any(${ids})
      order by r.requested_at desc, r.id desc`,
  )
}

const More = z.object({
  attributes: z.record(z.string(), z.unknown()),
  language: z.enum(['el', 'en']),
  duplicateOfId: z.number().int().nullable(),
  reporter: z
    .object({ name: z.string().nullable(), email: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
})

/** What the detail has beyond the row. */
export async function findRequestMore(tx: Tx, id: number) {
  const more = await one(
    tx,
    More,
    sql`
      select r.attributes, r.language, r.duplicate_of_id, case when p.id is not null then
        jsonb_build_object('name', p.name, 'email', p.email, 'phone', p.phone) end as reporter
      from request r
      left join reporter p on p.jurisdiction_id = r.jurisdiction_id and p.id = r.reporter_id
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.id = ${id}`,
  )
  return { ...more, media: await findMedia(tx, id, { onlyPublic: false }), events: await findEvents(tx, id) }
}

/** Pictures of the report, and the proof of visits that worked on it. */
export function findMedia(
  tx: Tx,
  requestId: number,
  { onlyPublic }: { onlyPublic: boolean },
): Promise<Media[]> {
  const city = tx.jurisdictionId
  return many(
    tx,
    Media,
    sql`
      select m.id, m.width, m.height, m.kind,
        case when m.visit_id is not null then coalesce(b.shows, 'other') end as shows
      from media m
      left join visit_media b on b.jurisdiction_id = m.jurisdiction_id and b.media_id = m.id
      where m.jurisdiction_id = ${city} and (m.request_id = ${requestId} or m.visit_id in (
          select v.id from work_order_request w
          join task t on t.jurisdiction_id = ${city} and t.work_order_id = w.work_order_id
          join visit v on v.jurisdiction_id = ${city} and v.task_id = t.id
          where w.jurisdiction_id = ${city} and w.request_id = ${requestId} and v.status = 'done'
        ) and b.shows is distinct from 'form')
        ${onlyPublic ? sql`and m.is_public` : empty}
      order by m.kind desc, coalesce(b.taken_at, m.received_at), m.id
      limit 50`,
  )
}

function findEvents(tx: Tx, requestId: number) {
  return many(
    tx,
    RequestEvent,
    sql`
      select e.id, e.kind, e.from_status, e.to_status, e.reason, e.note, e.is_public, e.actor_kind,
        a.name as actor_name, e.channel, e.occurred_at, e.received_at
      from request_event e
      left join account a on a.id = e.actor_account_id
      where e.jurisdiction_id = ${tx.jurisdictionId} and e.request_id = ${requestId}
      order by e.id
      limit 1000`,
  )
}

/** The root of a duplicate: the request itself, or the one it already repeats. Null when there is none. */
export async function findDuplicateRoot(tx: Tx, id: number): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ id: z.number().int() }),
    sql`
      select case when status = 'duplicate' then duplicate_of_id else id end as id
      from request where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
  return row?.id ?? null
}

/** Of request r, as RequestRow. Late is what is or was open after its due time. */
export function requestColumns(now: Date): Sql {
  return sql`
    r.id, r.public_id, r.service_code, r.department_code, r.status, r.is_open, r.channel, r.priority,
    r.description, r.address, r.area_id, r.incident_id, r.requested_at, r.due_at, r.clock_stopped_at,
    r.closed_at, r.version, ${isLate(now)} as is_late, jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location,
    (select w.work_order_id from work_order_request w
      where w.jurisdiction_id = r.jurisdiction_id and w.request_id = r.id and w.released_at is null) as work_order_id,
    (select h.hotspot_id from hotspot_request h
      where h.jurisdiction_id = r.jurisdiction_id and h.request_id = r.id) as hotspot_id,
    case when r.incident_id is null then 1 else (select greatest(count(*), 1) from request same
      where same.jurisdiction_id = r.jurisdiction_id and same.incident_id = r.incident_id
        and same.is_open) end as report_count,
    (select count(*) from media m
      where m.jurisdiction_id = r.jurisdiction_id and m.request_id = r.id) as media_count`
}

export function isLate(now: Date): Sql {
  return sql`is_late(r.due_at, r.clock_stopped_at, r.closed_at, ${now})`
}
