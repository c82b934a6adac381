import { z } from 'zod'
import { many, maybeOne, sql, type Tx } from '@dromos/db'
import { RequestStatus } from '../contract/index.ts'
import type { OrderedService } from './derive-order.ts'

const LockedRequest = z.object({
  id: z.number(),
  publicId: z.string(),
  status: RequestStatus,
  serviceCode: z.string(),
  incidentId: z.number().nullable(),
  priority: z.number(),
  dueAt: z.date(),
  address: z.string().nullable(),
  areaId: z.number().nullable(),
  location: z.tuple([z.number(), z.number()]),
  /** the open order that holds it */
  workOrderId: z.number().nullable(),
})
export type LockedRequest = z.output<typeof LockedRequest>

/** Locks requests in the order of their ids. The order that holds each is read after the lock. */
export async function lockOrderedRequests(tx: Tx, ids: number[]): Promise<LockedRequest[]> {
  await tx.query(sql`
    select id from request
    where jurisdiction_id = ${tx.jurisdictionId} and id = any (${ids}::bigint[])
    order by id
    for update`)
  return many(
    tx,
    LockedRequest,
    sql`
      select r.id, r.public_id, r.status, r.service_code, r.incident_id, r.priority, r.due_at,
        r.address, r.area_id, jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location, w.work_order_id
      from request r
      left join work_order_request w
        on w.jurisdiction_id = r.jurisdiction_id and w.request_id = r.id and w.released_at is null
      where r.jurisdiction_id = ${tx.jurisdictionId} and r.id = any (${ids}::bigint[])
      order by r.id`,
  )
}

export async function findOrderByKey(tx: Tx, idempotencyKey: string): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ id: z.number() }),
    sql`
      select id from work_order
      where jurisdiction_id = ${tx.jurisdictionId} and idempotency_key = ${idempotencyKey}`,
  )
  return row?.id ?? null
}

const ServiceRow = z.object({
  code: z.string(),
  departmentCode: z.string(),
  name: z.string(),
  durationMinutes: z.number(),
  setupMinutes: z.number(),
  skills: z.array(z.string()),
  vehicleFeatures: z.array(z.string()),
  loadM3: z.number(),
  loadKg: z.number(),
  priority: z.number(),
})

/** The city's services, named in its first language. */
export async function listOrderedServices(tx: Tx): Promise<Map<string, OrderedService>> {
  const rows = await many(
    tx,
    ServiceRow,
    sql`
      select s.code, s.department_code, s.duration_minutes, s.setup_minutes, s.skills, s.vehicle_features,
        s.load_m3 as "loadM3", s.load_kg, s.priority,
        case j.languages[1] when 'en' then s.name_en else s.name_el end as name
      from service s
      join jurisdiction j on j.id = s.jurisdiction_id
      where s.jurisdiction_id = ${tx.jurisdictionId}`,
  )
  return new Map(rows.map((service) => [service.code, service]))
}

/** The clocks of requests that waited for a citizen go on when they are ordered, and their due times with them. */
export async function setDueOfRequests(tx: Tx, workOrderId: number): Promise<void> {
  await tx.query(sql`
    update work_order set due_at = (
      select min(r.due_at) from work_order_request w
      join request r on r.jurisdiction_id = w.jurisdiction_id and r.id = w.request_id
      where w.jurisdiction_id = ${tx.jurisdictionId} and w.work_order_id = ${workOrderId}
        and w.released_at is null
    )
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${workOrderId}`)
}

export async function hasClosure(tx: Tx, id: number): Promise<boolean> {
  const row = await maybeOne(
    tx,
    z.object({ id: z.number() }),
    sql`
      select id from street_closure
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${id} and removed_at is null`,
  )
  return row !== null
}
