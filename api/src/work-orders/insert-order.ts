import { maybeOne, pointSql, sql, type Tx } from '@dromos/db'
import type { OrderNeeds, WorkOrderRow } from '../contract/index.ts'
import type { AskedOrder } from './derive-order.ts'
import { StandingOrder } from './move-orders.ts'

export interface OrderToInsert extends AskedOrder, OrderNeeds {
  source: WorkOrderRow['source']
  idempotencyKey: string
  notes: string
  accessNotes: string
  earliestAt: string | null
  latestAt: string | null
  accountId: string | null
}

/** An order with its task; null where it was made before. */
export async function insertOrder(tx: Tx, order: OrderToInsert, now: Date): Promise<StandingOrder | null> {
  const place = pointSql(...order.location)
  const inserted = await maybeOne(
    tx,
    StandingOrder,
    sql`
      insert into work_order (jurisdiction_id, title, service_code, department_code, status, source, priority,
        due_at, notes, access_notes, materials, equipment, permit, needs_closure, closure_id, asset_code,
        address, area_id, created_by, created_at, updated_at, idempotency_key, geom)
      values (${tx.jurisdictionId}, ${order.title}, ${order.serviceCode}, ${order.departmentCode}, 'ready',
        ${order.source}, ${order.priority}, ${order.dueAt}, ${order.notes}, ${order.accessNotes},
        ${order.materials}, ${order.equipment}, ${order.permit}, ${order.needsClosure}, ${order.closureId},
        ${order.assetCode}, ${order.address}, ${order.areaId}, ${order.accountId}, ${now}, ${now},
        ${order.idempotencyKey}, ${place})
      on conflict on constraint work_order_sent_once do nothing
      returning id, status, version, service_code, st_x(geom) as lon, st_y(geom) as lat`,
  )
  if (!inserted) return null
  await tx.query(sql`
    insert into task (jurisdiction_id, work_order_id, duration_minutes, setup_minutes, skills, vehicle_features,
      load_m3, load_kg, earliest_at, latest_at, geom)
    values (${tx.jurisdictionId}, ${inserted.id}, ${order.durationMinutes}, ${order.setupMinutes},
      ${order.skills}, ${order.vehicleFeatures}, ${order.loadM3}, ${order.loadKg},
      ${order.earliestAt}, ${order.latestAt}, ${place})`)
  return inserted
}
