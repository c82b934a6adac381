import { z } from 'zod'
import { asJson, empty, many, maybeOne, one, sql, type Tx } from '@dromos/db'
import { JobForm, Material, type RunSheetVisit } from '../contract/index.ts'

/** Newest versions, of these services or of all. */
export function findJobForms(tx: Tx, serviceCodes?: readonly string[]): Promise<JobForm[]> {
  return many(
    tx,
    JobForm,
    sql`
      select distinct on (service_code) service_code, version, fields, equipment, safety from job_form
      where jurisdiction_id = ${tx.jurisdictionId}
        ${serviceCodes ? sql`and service_code = any (${serviceCodes}::text[])` : empty}
      order by service_code, version desc`,
  )
}

/** The form of a visit's service in the version that a tablet had. */
export function findJobForm(tx: Tx, visitId: number, version: number): Promise<JobForm | null> {
  return maybeOne(
    tx,
    JobForm,
    sql`
      select f.service_code, f.version, f.fields, f.equipment, f.safety
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      join work_order o on o.jurisdiction_id = t.jurisdiction_id and o.id = t.work_order_id
      join job_form f on f.jurisdiction_id = o.jurisdiction_id and f.service_code = o.service_code
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.id = ${visitId} and f.version = ${version}`,
  )
}

/** False where another version came first, or the city has no such service. */
export async function insertJobForm(
  tx: Tx,
  { serviceCode, version, fields, equipment, safety }: JobForm,
  { accountId, at }: { accountId: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(sql`
    insert into job_form (jurisdiction_id, service_code, version, fields, equipment, safety, created_at, created_by)
    select jurisdiction_id, code, ${version}, ${asJson(fields)}::jsonb, ${asJson(equipment)}::jsonb,
      ${asJson(safety)}::jsonb, ${at}::timestamptz, ${accountId}
    from service where jurisdiction_id = ${tx.jurisdictionId} and code = ${serviceCode}
      and ${version - 1} = coalesce((
        select max(f.version) from job_form f
        where f.jurisdiction_id = ${tx.jurisdictionId} and f.service_code = ${serviceCode}
      ), 0)
    on conflict do nothing`)
  return rowCount > 0
}

/** What a department uses, in the order of the city; of all departments when none is named. */
export function findMaterials(tx: Tx, departmentCode?: string): Promise<Material[]> {
  return many(
    tx,
    Material,
    sql`
      select code, department_code, name_el, name_en, unit_el, unit_en, step from material
      where jurisdiction_id = ${tx.jurisdictionId}
        ${departmentCode === undefined ? empty : sql`and is_active and (department_code is null or department_code = ${departmentCode})`}
      order by position, code
      limit 200`,
  )
}

export async function findDepartmentOf(tx: Tx, crewId: number): Promise<string> {
  const { code } = await one(
    tx,
    z.object({ code: z.string() }),
    sql`
      select department_code as code from crew
      where jurisdiction_id = ${tx.jurisdictionId} and id = ${crewId}`,
  )
  return code
}

/** how far from a job what stands in the street can be the one that is meant */
const nearMeters = 60
const mostNear = 6

const AtVisit = z.object({ visitId: z.number(), assets: z.array(z.unknown()) })

/** What stands near the places of visits, of the kinds that their forms ask for. */
export async function findNearAssets(
  tx: Tx,
  wanted: readonly { visitId: number; taskId: number; kinds: readonly string[] }[],
): Promise<Map<number, RunSheetVisit['assets']>> {
  if (wanted.length === 0) return new Map()
  const rows = await many(
    tx,
    AtVisit,
    sql`
      select w."visitId" as visit_id, coalesce((
        select jsonb_agg(near.* order by near."distanceMeters", near.code) from (
          select a.code, a.kind, round(st_distance(a.geom::geography, t.geom::geography)) as "distanceMeters"
          from asset a
          where a.jurisdiction_id = t.jurisdiction_id and w.kinds ? a.kind
            and a.geom && st_expand(t.geom, ${nearMeters / 80_000})
          order by a.geom <-> t.geom
          limit ${mostNear}
        ) near
      ), '[]') as assets
      from jsonb_to_recordset(${asJson(wanted)}::jsonb) as w ("visitId" bigint, "taskId" bigint, kinds jsonb)
      join task t on t.jurisdiction_id = ${tx.jurisdictionId} and t.id = w."taskId"`,
  )
  return new Map(rows.map(({ visitId, assets }) => [visitId, assets as RunSheetVisit['assets']]))
}
