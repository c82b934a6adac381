import { randomUUID } from 'node:crypto'
import type { LonLat } from '../../contract/index.ts'

/** What a plain form's fields mean as a report; still to be checked against the contract. */
export function reportOfForm(
  fields: ReadonlyMap<string, string[]>,
  location: LonLat | null,
  mediaIds: string[],
) {
  const text = (name: string) => fields.get(name)?.[0]?.trim() || undefined
  const reporter = { name: text('name'), email: text('email'), phone: text('phone') }
  return {
    idempotencyKey: text('idempotencyKey') ?? randomUUID(),
    serviceCode: text('serviceCode'),
    location: location ?? undefined,
    description: text('description') ?? '',
    attributes: attributesOf(fields),
    mediaIds,
    language: text('language') === 'en' ? 'en' : 'el',
    channel: 'web',
    ...(Object.values(reporter).some(Boolean) ? { reporter } : {}),
  }
}

/** The point of hidden lon and lat fields, where the form has them. */
export function pointOfForm(fields: ReadonlyMap<string, string[]>): LonLat | null {
  const [lon, lat] = ['lon', 'lat'].map((name) => fields.get(name)?.[0])
  if (!lon || !lat) return null
  const point: LonLat = [Number(lon), Number(lat)]
  return point.every(Number.isFinite) ? point : null
}

/** attribute[size]=large, as Open311 writes it; a question may have several answers. */
function attributesOf(fields: ReadonlyMap<string, string[]>): Record<string, string | string[]> {
  const attributes: [string, string | string[]][] = []
  for (const [name, values] of fields) {
    const code = /^attribute\[([\w-]{1,60})\](?:\[\])?$/.exec(name)?.[1]
    const given = values.filter((value) => value.trim() !== '')
    if (code && given.length > 0) attributes.push([code, given.length === 1 ? given[0] : given])
  }
  return Object.fromEntries(attributes)
}
