import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { sql, type Tx } from '@dromos/db'
import type { DemoCity } from './cities/city.ts'
import { copyRows, type CopyValue } from './copy.ts'
import { multiPolygonHex, pointHex } from './ewkb.ts'
import { Polygonal, polygonsOf } from './geojson.ts'
import { demoDepartments, demoServices, demoSkills } from './services/index.ts'
import { transliterate } from './transliterate.ts'

const Features = z.object({
  features: z.array(z.object({ properties: z.record(z.string(), z.unknown()), geometry: Polygonal })),
})
type Feature = z.infer<typeof Features>['features'][number]

/** Where the demo's geography lies. */
export const demoDirectory = new URL('../../db/demo/', import.meta.url)

/** What a city is before streets and people: itself, its areas, departments, services and skills. */
export async function writeCity(tx: Tx, city: DemoCity): Promise<void> {
  await writeJurisdiction(tx, city)
  await writeAreas(tx, city)
  await writeServices(tx, city)
}

async function readFeatures(file: string): Promise<Feature[]> {
  return Features.parse(JSON.parse(await readFile(new URL(file, demoDirectory), 'utf8'))).features
}

async function writeJurisdiction(tx: Tx, city: DemoCity): Promise<void> {
  const municipalities = await readFeatures('municipalities.geojson')
  const own = municipalities.find(({ properties }) => properties.ypes_code === city.municipalityCode)
  if (!own) throw new Error(`no boundary for ${city.id}`)
  const columns = ['id', 'name_el', 'name_en', 'timezone', 'settings', 'population', 'boundary', 'center']
  const population = own.properties.population_2021 as number
  await copyRows(tx, { table: 'jurisdiction', columns }, [
    [
      city.id,
      city.nameEl,
      city.nameEn,
      'Europe/Athens',
      { json: city.settings },
      population,
      multiPolygonHex(polygonsOf(own.geometry)),
      pointHex(city.center),
    ],
  ])
}

const neighbourhoodBase = 100
const zoneBase = 200

async function writeAreas(tx: Tx, city: DemoCity): Promise<void> {
  const columns = [
    'jurisdiction_id',
    'id',
    'kind',
    'code',
    'name_el',
    'name_en',
    'parent_id',
    'is_approximate',
    'geom',
  ]
  const communities = (await readFeatures('municipal-communities.geojson')).filter(isOf(city))
  const neighbourhoods = (await readFeatures('neighbourhoods.geojson')).filter(isOf(city))
  const communityRows = city.communities.map(({ number, nameEl, nameEn }): CopyValue[] => {
    const { geometry } = communities.find(({ properties }) => properties.number === number)!
    const geom = multiPolygonHex(polygonsOf(geometry))
    return [city.id, number, 'community', `${city.id}-k${number}`, nameEl, nameEn, null, false, geom]
  })
  const neighbourhoodRows = city.neighbourhoods.map(({ code, nameEl, nameEn }, i): CopyValue[] => {
    const { properties, geometry } = neighbourhoods.find(({ properties }) => properties.code === code)!
    const parent = (properties.municipal_community as number | undefined) ?? null
    const name = nameEn ?? transliterate(nameEl)
    const geom = multiPolygonHex(polygonsOf(geometry))
    const isApproximate = properties.approximate === true
    return [
      city.id,
      neighbourhoodBase + i + 1,
      'neighbourhood',
      code,
      nameEl,
      name,
      parent,
      isApproximate,
      geom,
    ]
  })
  await copyRows(tx, { table: 'area', columns }, [...communityRows, ...neighbourhoodRows])
  for (const [i, zone] of city.zones.entries())
    await tx.query(sql`
      insert into area (jurisdiction_id, id, kind, code, name_el, name_en, is_approximate, geom)
      select ${city.id}, ${zoneBase + i + 1}, 'zone', ${zone.code}, ${zone.nameEl}, ${zone.nameEn},
        bool_or(is_approximate), st_multi(st_union(geom))
      from area where jurisdiction_id = ${city.id} and code = any (${zone.neighbourhoods})`)
}

function isOf(city: DemoCity): (feature: Feature) => boolean {
  return ({ properties }) => properties.city === city.id
}

async function writeServices(tx: Tx, city: DemoCity): Promise<void> {
  await copyRows(
    tx,
    { table: 'department', columns: ['jurisdiction_id', 'code', 'name_el', 'name_en', 'email', 'phone'] },
    demoDepartments.map(({ code, nameEl, nameEn }) => {
      return [city.id, code, nameEl, nameEn, `${code}@${city.id}.demo`, city.phone]
    }),
  )
  await copyRows(
    tx,
    { table: 'skill', columns: ['jurisdiction_id', 'code', 'name_el', 'name_en'] },
    demoSkills.map(({ code, nameEl, nameEn }) => [city.id, code, nameEl, nameEn]),
  )
  await copyRows(tx, { table: 'service', columns: serviceColumns }, serviceRows(city))
  await copyRows(
    tx,
    {
      table: 'service_attribute',
      columns: [
        'jurisdiction_id',
        'service_code',
        'code',
        'position',
        'datatype',
        'is_required',
        'question_el',
        'question_en',
        'options',
      ],
    },
    demoServices.flatMap((service) =>
      service.questions.map((question, i): CopyValue[] => [
        city.id,
        service.code,
        question.code,
        i + 1,
        question.datatype,
        question.isRequired,
        ...question.question,
        { json: question.options.map(([key, name_el, name_en]) => ({ key, name_el, name_en })) },
      ]),
    ),
  )
}

const serviceColumns = [
  'jurisdiction_id',
  'code',
  'department_code',
  'group_code',
  'name_el',
  'name_en',
  'description_el',
  'description_en',
  'keywords',
  'icon',
  'position',
  'priority',
  'sla_amount',
  'sla_unit',
  'duration_minutes',
  'setup_minutes',
  'skills',
  'vehicle_features',
  'load_m3',
  'load_kg',
  'duplicate_radius_meters',
  'duplicate_days',
  'cluster_radius_meters',
]

function serviceRows(city: DemoCity): CopyValue[][] {
  return demoServices.map((service, i) => [
    city.id,
    service.code,
    service.department,
    service.group,
    ...service.name,
    ...service.description,
    service.keywords,
    service.icon,
    i + 1,
    service.priority,
    ...service.sla,
    service.durationMinutes,
    service.setupMinutes,
    service.skills,
    service.vehicleFeatures,
    service.loadM3 ?? 0,
    service.loadKg ?? 0,
    service.duplicateRadiusMeters,
    service.duplicateDays,
    service.clusterRadiusMeters ?? 120,
  ])
}
