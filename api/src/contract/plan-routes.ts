import { z } from 'zod'
import { Id, Instant, LonLat } from './values.ts'

export const Stop = z.object({
  position: z.number().int(),
  kind: z.enum(['start', 'task', 'break', 'reload', 'end']),
  taskId: Id.nullable(),
  workOrderId: Id.nullable(),
  title: z.string().nullable(),
  serviceCode: z.string().nullable(),
  address: z.string().nullable(),
  location: LonLat.nullable(),
  arrivalAt: Instant,
  startAt: Instant,
  endAt: Instant,
  travelSeconds: z.number().int(),
  distanceMeters: z.number().int(),
  lateSeconds: z.number().int(),
  dueAt: Instant.nullable(),
  /** within which the work may begin; an end that is open is null, as is all where any time will do */
  window: z.tuple([Instant.nullable(), Instant.nullable()]).nullable(),
  /** once published: how far the crew has come with it */
  visitId: Id.nullable(),
  visitStatus: z.string().nullable(),
})
export type Stop = z.infer<typeof Stop>

export const Route = z.object({
  crewId: z.number().int(),
  startsAt: Instant,
  endsAt: Instant,
  travelSeconds: z.number().int(),
  serviceSeconds: z.number().int(),
  waitSeconds: z.number().int(),
  overtimeSeconds: z.number().int(),
  distanceMeters: z.number().int(),
  /** the most that is on board between two unloadings */
  peakLoadM3: z.number(),
  peakLoadKg: z.number(),
  /** the way along the streets, encoded with six decimals (Google's algorithm, OSRM's polyline6): a fifth of its points' size */
  polyline: z.string().nullable(),
  stops: z.array(Stop),
})
export type Route = z.infer<typeof Route>
