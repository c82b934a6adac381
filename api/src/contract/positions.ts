import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { Day, DeviceId, InJurisdiction, Instant, LonLat } from './values.ts'

/** hours that points of a track are kept; then only the time spent in each cell is */
export const trackHours = 24

/** a crew's place is shown as known for so long, seconds */
export const positionFreshSeconds = 300

export const sendPositions = endpoint({
  name: 'sendPositions',
  method: 'POST',
  path: '/v1/:jurisdictionId/positions',
  summary: "Where a crew's tablet was; what was measured outside the crew's shifts is not kept",
  tag: 'positions',
  access: ['crew'],
  params: InJurisdiction,
  body: z.object({
    deviceId: DeviceId,
    /** the tablet's clock as it sends, to set its other times right by */
    sentAt: Instant,
    positions: z
      .array(
        z.object({
          at: Instant,
          location: LonLat,
          accuracyMeters: z.number().min(0).max(100_000),
        }),
      )
      .min(1)
      .max(300),
  }),
  response: z.object({
    keptCount: z.number().int(),
    /** measured outside the shift, too close to another, or older than a day */
    leftOutCount: z.number().int(),
  }),
})

export const CrewPosition = z.object({
  crewId: z.number().int(),
  location: LonLat,
  accuracyMeters: z.number(),
  measuredAt: Instant,
})
export type CrewPosition = z.infer<typeof CrewPosition>

export const listCrewPositions = endpoint({
  name: 'listCrewPositions',
  method: 'GET',
  path: '/v1/:jurisdictionId/crew-positions',
  summary: 'Where the crews in a shift were last; that it was looked at is written down for them',
  tag: 'positions',
  access: dispatchers,
  params: InJurisdiction,
  response: z.object({ items: z.array(CrewPosition), at: Instant }),
})

export const getCrewTrack = endpoint({
  name: 'getCrewTrack',
  method: 'GET',
  path: '/v1/:jurisdictionId/crews/:crewId/track',
  summary:
    "A crew's way on a day; after 24 hours only the cells are left. The look is written down for the crew",
  tag: 'positions',
  access: dispatchers,
  params: InJurisdiction.extend({ crewId: z.coerce.number<number | string>().int().positive() }),
  query: z.object({ day: Day }),
  response: z.object({
    points: z.array(CrewPosition.omit({ crewId: true })),
    /** H3 index, resolution 9 */
    cells: z.array(z.object({ cell: z.string(), seconds: z.number().int() })),
  }),
})

export const PositionLook = z.object({
  crewId: z.number().int(),
  accountName: z.string(),
  kind: z.enum(['map', 'track']),
  day: Day,
  firstLookedAt: Instant,
  lastLookedAt: Instant,
})
export type PositionLook = z.infer<typeof PositionLook>

export const listPositionLooks = endpoint({
  name: 'listPositionLooks',
  method: 'GET',
  path: '/v1/:jurisdictionId/position-looks',
  summary: 'Who looked where a crew was, by the hour, the latest first: a crew reads its own, managers all',
  tag: 'positions',
  access: ['crew', 'manager', 'admin'],
  params: InJurisdiction,
  query: z.object({ limit: z.coerce.number<number | string>().int().min(1).max(200).default(50) }),
  response: z.array(PositionLook),
})
