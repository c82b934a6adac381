import { z } from 'zod'
import { one, sql, type Tx } from '@dromos/db'
import { Instant, OrderNeeds } from '../contract/index.ts'

/** What an order asks for, as a dispatcher may change it. */
export const Demands = z.object({
  title: z.string(),
  priority: z.number(),
  dueAt: Instant.nullable(),
  notes: z.string(),
  accessNotes: z.string(),
  ...OrderNeeds.shape,
  durationMinutes: z.number(),
  skills: z.array(z.string()),
  vehicleFeatures: z.array(z.string()),
  earliestAt: Instant.nullable(),
  latestAt: Instant.nullable(),
})
export type Demands = z.output<typeof Demands>

/** Of its first task, which stands for all. */
export function findDemands(tx: Tx, workOrderId: number): Promise<Demands> {
  return one(
    tx,
    Demands,
    sql`
      select o.title, o.priority, o.due_at, o.notes, o.access_notes, o.materials, o.equipment, o.permit,
        o.needs_closure, o.closure_id, o.asset_code, t.duration_minutes, t.skills, t.vehicle_features,
        t.earliest_at, t.latest_at
      from work_order o
      join task t on t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${workOrderId}
      order by t.position limit 1`,
  )
}

/** Of what was sent, what is not so already. */
export function changedDemands(before: Demands, given: Partial<Demands>): Partial<Demands> {
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(before[name as keyof Demands]),
    ),
  )
}

export async function updateDemands(tx: Tx, workOrderId: number, after: Demands, now: Date): Promise<void> {
  await tx.query(sql`
    update work_order set title = ${after.title}, priority = ${after.priority}, due_at = ${after.dueAt},
      notes = ${after.notes}, access_notes = ${after.accessNotes}, materials = ${after.materials},
      equipment = ${after.equipment}, permit = ${after.permit}, needs_closure = ${after.needsClosure},
      closure_id = ${after.closureId}, asset_code = ${after.assetCode},
      version = version + 1, updated_at = ${now}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${workOrderId}`)
}

const ofTask = ['durationMinutes', 'skills', 'vehicleFeatures', 'earliestAt', 'latestAt'] as const

export async function updateTaskDemands(
  tx: Tx,
  workOrderId: number,
  changed: Partial<Demands>,
  after: Demands,
): Promise<void> {
  if (!ofTask.some((name) => name in changed)) return
  await tx.query(sql`
    update task set duration_minutes = ${after.durationMinutes}, skills = ${after.skills},
      vehicle_features = ${after.vehicleFeatures}, earliest_at = ${after.earliestAt},
      latest_at = ${after.latestAt}, version = version + 1
    where jurisdiction_id = ${tx.jurisdictionId} and work_order_id = ${workOrderId}
      and status in ('open', 'assigned', 'failed')`)
}
