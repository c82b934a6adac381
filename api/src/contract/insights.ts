import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { Day, Id, InJurisdiction, MultiPolygon, listOf } from './values.ts'

const readers = ['dispatcher', 'planner', 'manager', 'admin'] as const

const Span = z.object({
  from: Day,
  /** included */
  to: Day,
  service: listOf(ServiceCode).optional(),
  areaId: Id.optional(),
})

const Figures = {
  received: z.number().int(),
  duplicates: z.number().int(),
  resolved: z.number().int(),
  resolvedOnTime: z.number().int(),
  /** mean over resolved, null when none was */
  meanResolutionHours: z.number().nullable(),
}

export const HeatCell = z.object({
  /** H3 index as hexadecimal text */
  cell: z.string().regex(/^[0-9a-f]{15}$/),
  ...Figures,
  /** the neighbourhood most of its requests lie in; null in none */
  areaId: z.number().int().nullable(),
  streetMeters: z.number().int(),
  /** received per kilometre of street in the span; null where there is (almost) no street */
  perKilometer: z.number().nullable(),
})
export type HeatCell = z.infer<typeof HeatCell>

export const heatByCell = endpoint({
  name: 'heatByCell',
  method: 'GET',
  path: '/v1/:jurisdictionId/insights/cells',
  summary: 'Requests by H3 cell: counts, and rates per kilometre of street',
  tag: 'insights',
  access: readers,
  params: InJurisdiction,
  query: Span.extend({ resolution: z.coerce.number<number | string>().int().min(7).max(10).default(9) }),
  response: z.object({ cells: z.array(HeatCell), received: z.number().int(), from: Day, to: Day }),
})

export const heatByArea = endpoint({
  name: 'heatByArea',
  method: 'GET',
  path: '/v1/:jurisdictionId/insights/areas',
  summary: 'Requests by neighbourhood or community: counts and rates',
  tag: 'insights',
  access: readers,
  params: InJurisdiction,
  query: Span.extend({ kind: z.enum(['community', 'neighbourhood']).default('neighbourhood') }),
  response: z.object({
    areas: z.array(
      z.object({
        areaId: z.number().int(),
        nameEl: z.string(),
        nameEn: z.string(),
        population: z.number().int().nullable(),
        streetMeters: z.number().int().nullable(),
        ...Figures,
        openNow: z.number().int(),
        openOverdue: z.number().int(),
        perKilometer: z.number().nullable(),
        perThousandResidents: z.number().nullable(),
        geometry: MultiPolygon,
      }),
    ),
    /** received in the span that lies in no area */
    receivedElsewhere: z.number().int(),
  }),
})

export const figuresByDay = endpoint({
  name: 'figuresByDay',
  method: 'GET',
  path: '/v1/:jurisdictionId/insights/days',
  summary: 'Received and resolved day by day',
  tag: 'insights',
  access: readers,
  params: InJurisdiction,
  query: Span,
  response: z.array(z.object({ day: Day, received: z.number().int(), resolved: z.number().int() })),
})

export const keyFigures = endpoint({
  name: 'keyFigures',
  method: 'GET',
  path: '/v1/:jurisdictionId/insights/figures',
  summary: 'The figures of a span, each with what it is made of',
  tag: 'insights',
  access: readers,
  params: InJurisdiction,
  query: Span,
  response: z.object({
    ...Figures,
    openNow: z.number().int(),
    openOverdue: z.number().int(),
    /** closed on time / (closed + open and overdue): never closed on time / closed */
    onTimeShare: z.number().nullable(),
    /** the same figures service by service: each sum above is the sum of these */
    byService: z.array(
      z.object({
        serviceCode: ServiceCode,
        ...Figures,
        openNow: z.number().int(),
        openOverdue: z.number().int(),
      }),
    ),
  }),
})
