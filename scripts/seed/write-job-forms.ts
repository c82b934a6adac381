import { sql, type Tx } from '@dromos/db'
import { copyRows, type CopyValue } from './copy.ts'
import { demoJobForms, demoMaterials } from './services/job-forms.ts'
import { demoServices } from './services/index.ts'
import type { Bilingual } from './services/service.ts'

/** metres from one pole of the demo to the next */
const poleEveryMeters = 35

/** What crews fill in, use and can name at their jobs. */
export async function writeJobForms(tx: Tx, now: Date): Promise<void> {
  const city = tx.jurisdictionId
  const known = new Set(demoServices.map(({ code }) => code))
  const columns = [
    'jurisdiction_id',
    'service_code',
    'version',
    'fields',
    'equipment',
    'safety',
    'created_at',
  ]
  await copyRows(
    tx,
    { table: 'job_form', columns },
    demoJobForms.flatMap(({ services, fields, equipment, safety }) =>
      services
        .filter((code) => known.has(code))
        .map((code): CopyValue[] => {
          return [city, code, 1, { json: fields }, { json: named(equipment) }, { json: named(safety) }, now]
        }),
    ),
  )
  await copyRows(
    tx,
    {
      table: 'material',
      columns: [
        'jurisdiction_id',
        'code',
        'department_code',
        'name_el',
        'name_en',
        'unit_el',
        'unit_en',
        'step',
        'position',
      ],
    },
    demoMaterials.map(({ code, department, name, unit, step = 1 }, index): CopyValue[] => {
      return [city, code, department ?? null, ...name, ...unit, step, index + 1]
    }),
  )
  await writePoles(tx)
}

/** Light poles along the streets: the city's own register is not open, so the demo's are evenly spaced. */
async function writePoles(tx: Tx): Promise<void> {
  await tx.query(sql`
    insert into asset (jurisdiction_id, code, kind, geom)
    select ${tx.jurisdictionId}, 'Φ-' || lpad(row_number() over (order by s.id, p.path)::text, 5, '0'), 'light-pole', p.geom
    from street_segment s
    cross join lateral st_dump(st_lineinterpolatepoints(s.geom, ${poleEveryMeters} / greatest(s.length_meters, ${poleEveryMeters}))) p
    where s.jurisdiction_id = ${tx.jurisdictionId}`)
}

function named(words: readonly Bilingual[]): { nameEl: string; nameEn: string }[] {
  return words.map(([nameEl, nameEn]) => ({ nameEl, nameEn }))
}
