import { z } from 'zod'

export const JurisdictionId = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/)
export const Id = z.coerce.number<number | string>().int().positive()
export const Lon = z.coerce.number<number | string>().min(-180).max(180)
export const Lat = z.coerce.number<number | string>().min(-85).max(85)
export const LonLat = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)])
export type LonLat = z.infer<typeof LonLat>

/** of a request, as people say it: Crockford base32 without look-alikes, e.g. "7F3KQ92D" */
export const PublicId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{6,12}$/)

/** a calendar day of the city, "2026-01-31" */
export const Day = z.iso.date()
/** an instant with zone, in a year of four digits */
export const Instant = z.coerce
  .date<Date | string>()
  .min(new Date('0001-01-01T00:00:00Z'))
  .max(new Date('9999-12-31T23:59:59Z'))
  .transform((date) => date.toISOString())

/** of what is sent, byte by byte, in hexadecimal */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** of a search: the same one gives the same plan for the same steps */
export const Seed = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1)
  .default(1)

/** a tablet, as it names itself */
export const DeviceId = z.string().min(8).max(64)

export const Language = z.enum(['el', 'en'])
export type Language = z.infer<typeof Language>

export const InJurisdiction = z.object({ jurisdictionId: JurisdictionId })
export const InJurisdictionById = InJurisdiction.extend({ id: Id })

/** A comma list in a query string: "a,b". */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .union([z.string(), z.array(z.any())])
    .transform((given) => (Array.isArray(given) ? given : given.split(',').filter(Boolean)))
    .pipe(z.array(item).max(200))
}

export const Flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((value) => value === true || value === 'true')

const Longitude = z.number().min(-180).max(180)
const Latitude = z.number().min(-85).max(85)

/** west,south,east,north in degrees */
export const Bbox = z
  .union([z.string().max(200), z.array(z.number())])
  .transform((given) => (typeof given === 'string' ? given.split(',').map(Number) : given))
  .pipe(
    z.tuple([Longitude, Latitude, Longitude, Latitude]) as unknown as z.ZodType<
      [number, number, number, number],
      number[]
    >,
  )

const WholeNumber = z.coerce.number<number | string>().int()

/** What dispatchers narrow requests and work orders by. */
export const BacklogFilter = z.object({
  /** due by the end of the city's day so many days from now; 0 is today, what is late included */
  dueWithinDays: WholeNumber.min(0).max(365).optional(),
  olderThanDays: WholeNumber.min(1).max(3650).optional(),
  leastPriority: WholeNumber.min(0).max(100).optional(),
  /** that the work needs */
  skill: z.string().max(60).optional(),
})

export const Page = z.object({
  limit: z.coerce.number<number | string>().int().min(1).max(500).default(50),
  /** as given by the page before */
  cursor: z.string().max(200).optional(),
})

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable(),
    total: z.number().int().nullable(),
  })
}

export const Polygon = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(LonLat).min(4).max(2000)).min(1).max(20),
})
export const MultiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(LonLat))),
})
/** A line that we tell of: its points, thousands in a day's plan, are not looked at one by one. */
export const LineString = z.object({
  type: z.literal('LineString'),
  coordinates: z.array(z.any()) as unknown as z.ZodType<LonLat[]>,
})
export const MultiLineString = z.object({
  type: z.literal('MultiLineString'),
  coordinates: z.array(z.any()) as unknown as z.ZodType<LonLat[][]>,
})

/** The account that tapped, where on a shared tablet another one is in by now; else whoever sends it. */
export const TappedBy = z.string().min(1).max(64).optional()
