import { z } from 'zod'
import { asJson, many, maybeOne, sql, type Tx } from '@dromos/db'
import { JobAnswer, JobRecord, WorkDone } from '../contract/index.ts'

const Recorded = JobRecord.extend({ visitId: z.number() })

/** What was filled in and used at visits; those of which nothing is known are left out. */
export async function findJobRecords(tx: Tx, visitIds: readonly number[]): Promise<Map<number, JobRecord>> {
  const rows = await many(
    tx,
    Recorded,
    sql`
      select v.id as visit_id, ${answersSql} as answers, ${materialsSql} as materials
      from visit v
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = any (${visitIds}::bigint[])
        and (exists (select from job_answer a where a.jurisdiction_id = v.jurisdiction_id and a.visit_id = v.id)
          or exists (select from visit_material m
            where m.jurisdiction_id = v.jurisdiction_id and m.visit_id = v.id))`,
  )
  return new Map(rows.map(({ visitId, ...record }) => [visitId, record]))
}

export async function hasWorkOrder(tx: Tx, id: number): Promise<boolean> {
  const found = await maybeOne(
    tx,
    z.object({ id: z.number() }),
    sql`select id from work_order where jurisdiction_id = ${tx.jurisdictionId} and id = ${id}`,
  )
  return found !== null
}

/** Attendances of an order, the last first, each with the form as its tablet had it, else as it is now. */
export function findWorkDone(tx: Tx, workOrderId: number): Promise<WorkDone[]> {
  return many(
    tx,
    WorkDone,
    sql`
      select v.id as visit_id, v.crew_id, v.status, v.finished_at, ${answersSql} as answers,
        ${materialsSql} as materials,
        (
          select jsonb_build_object('serviceCode', f.service_code, 'version', f.version, 'fields', f.fields,
            'equipment', f.equipment, 'safety', f.safety)
          from job_form f
          where f.jurisdiction_id = v.jurisdiction_id and f.service_code = o.service_code
            and f.version = coalesce((
              select max(a.form_version) from job_answer a
              where a.jurisdiction_id = v.jurisdiction_id and a.visit_id = v.id
            ), (
              select max(g.version) from job_form g
              where g.jurisdiction_id = v.jurisdiction_id and g.service_code = o.service_code
                and g.created_at <= coalesce(v.finished_at, 'infinity')
            ))
        ) as form,
        coalesce((
          select jsonb_agg(jsonb_build_object('id', m.id, 'width', m.width, 'height', m.height,
            'shows', coalesce(b.shows, 'other'), 'takenAt', b.taken_at, 'accuracyMeters', b.accuracy_meters,
            'distanceMeters', round(st_distance(b.geom::geography, t.geom::geography)))
            order by coalesce(b.taken_at, m.received_at), m.id)
          from media m
          left join visit_media b on b.jurisdiction_id = m.jurisdiction_id and b.media_id = m.id
          where m.jurisdiction_id = v.jurisdiction_id and m.visit_id = v.id and b.shows is distinct from 'form'
        ), '[]') as photos,
        (
          select count(*)::integer from visit_media b
          where b.jurisdiction_id = v.jurisdiction_id and b.visit_id = v.id and b.unreadable_at is null
            and not exists (select from media m where m.jurisdiction_id = b.jurisdiction_id and m.id = b.media_id)
        ) as awaited_photos,
        (
          select count(*)::integer from visit_media b
          where b.jurisdiction_id = v.jurisdiction_id and b.visit_id = v.id and b.unreadable_at is not null
        ) as unreadable_photos
      from work_order o
      join task t on t.jurisdiction_id = o.jurisdiction_id and t.work_order_id = o.id
      join visit v on v.jurisdiction_id = t.jurisdiction_id and v.task_id = t.id
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.id = ${workOrderId}
        and v.status not in ('withdrawn', 'declined')
      order by v.id desc
      limit 50`,
  )
}

const answersSql = sql`
  coalesce((
    select jsonb_object_agg(a.field_code, a.value) from job_answer a
    where a.jurisdiction_id = v.jurisdiction_id and a.visit_id = v.id
  ), '{}')`

const materialsSql = sql`
  coalesce((
    select jsonb_object_agg(m.material_code, m.quantity) from visit_material m
    where m.jurisdiction_id = v.jurisdiction_id and m.visit_id = v.id
  ), '{}')`

/** By which operation, when, a value was told. */
export interface Telling {
  visitId: number
  opId: string
  at: Date
}

export async function findAnswer(tx: Tx, visitId: number, field: string): Promise<JobAnswer> {
  const row = await maybeOne(
    tx,
    z.object({ value: JobAnswer }),
    sql`
      select value from job_answer
      where jurisdiction_id = ${tx.jurisdictionId} and visit_id = ${visitId} and field_code = ${field}`,
  )
  return row?.value ?? null
}

export async function setAnswer(
  tx: Tx,
  { visitId, opId, at }: Telling,
  told: { field: string; value: JobAnswer; formVersion: number; accountId: string },
): Promise<void> {
  await tx.query(sql`
    insert into job_answer (jurisdiction_id, visit_id, field_code, value, form_version, op_id, told_by, told_at)
    values (${tx.jurisdictionId}, ${visitId}, ${told.field}, ${asJson(told.value)}::jsonb, ${told.formVersion},
      ${opId}, ${told.accountId}, ${at})
    on conflict (jurisdiction_id, visit_id, field_code) do update set
      value = excluded.value, form_version = greatest(job_answer.form_version, excluded.form_version),
      op_id = excluded.op_id, told_by = excluded.told_by, told_at = excluded.told_at`)
}

export async function findQuantity(tx: Tx, visitId: number, material: string): Promise<number | null> {
  const row = await maybeOne(
    tx,
    z.object({ quantity: z.number() }),
    sql`
      select quantity from visit_material
      where jurisdiction_id = ${tx.jurisdictionId} and visit_id = ${visitId} and material_code = ${material}`,
  )
  return row?.quantity ?? null
}

/** False where the city has no such material. */
export async function setQuantity(
  tx: Tx,
  { visitId, opId, at }: Telling,
  { material, quantity }: { material: string; quantity: number },
): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    insert into visit_material (jurisdiction_id, visit_id, material_code, quantity, op_id, told_at)
    select jurisdiction_id, ${visitId}, code, ${quantity}, ${opId}::uuid, ${at}::timestamptz
    from material where jurisdiction_id = ${tx.jurisdictionId} and code = ${material}
    on conflict (jurisdiction_id, visit_id, material_code) do update set
      quantity = excluded.quantity, op_id = excluded.op_id, told_at = excluded.told_at`)
  return rowCount > 0
}
