import { z } from 'zod'
import type { Filters } from './layer.ts'
import { openStatuses } from './layers/requests.ts'
import { badTile } from './problem.ts'

const Services = z.array(z.string().regex(/^[a-z][a-z0-9-]{1,60}$/)).max(50)
const Statuses = z.array(z.enum(openStatuses))

/** `?service=a,b&status=x`, sorted and without repetitions, so that equal wishes share one tile. */
export function readFilters(query: Record<string, unknown>): Filters {
  const services = Services.safeParse(listIn(query.service))
  if (!services.success) throw badTile('service is a list of at most 50 service codes, such as a,b.')
  const statuses = Statuses.safeParse(listIn(query.status))
  if (!statuses.success) throw badTile(`status is a list out of ${openStatuses.join(', ')}.`)
  return { services: services.data, statuses: statuses.data }
}

export function writeFilters({ services, statuses }: Filters): string {
  const parts = [
    ...(services.length ? [`service=${services.join(',')}`] : []),
    ...(statuses.length ? [`status=${statuses.join(',')}`] : []),
  ]
  return parts.length ? `?${parts.join('&')}` : ''
}

function listIn(given: unknown): unknown {
  if (given === undefined) return []
  const texts = Array.isArray(given) ? given : [given]
  if (!texts.every((text) => typeof text === 'string')) return null
  return [...new Set(texts.flatMap((text) => text.split(',')).filter(Boolean))].sort()
}
