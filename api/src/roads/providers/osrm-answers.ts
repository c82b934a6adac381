import { z } from 'zod'

/** What an OSRM 5 server answers; see its HTTP documentation. Everything else in an answer is ignored. */
const Point = z.tuple([z.number(), z.number()])

export const TableAnswer = z.object({
  code: z.literal('Ok'),
  durations: z.array(z.array(z.number().nullable())),
  distances: z.array(z.array(z.number().nullable())),
  sources: z.array(z.object({ location: Point })),
  destinations: z.array(z.object({ location: Point })),
})

export const RouteAnswer = z.object({
  code: z.literal('Ok'),
  routes: z
    .array(
      z.object({
        distance: z.number(),
        duration: z.number(),
        geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(Point) }),
        legs: z.array(
          z.object({
            distance: z.number(),
            duration: z.number(),
            steps: z.array(
              z.object({
                distance: z.number(),
                duration: z.number(),
                name: z.string().default(''),
                maneuver: z.object({
                  type: z.string(),
                  modifier: z.string().optional(),
                  exit: z.number().optional(),
                  location: Point,
                }),
              }),
            ),
          }),
        ),
      }),
    )
    .min(1),
})
export type OsrmStep = z.infer<typeof RouteAnswer>['routes'][number]['legs'][number]['steps'][number]

export const NearestAnswer = z.object({
  code: z.literal('Ok'),
  waypoints: z
    .array(z.object({ location: Point, distance: z.number(), name: z.string().default('') }))
    .min(1),
})

/** `NoRoute` and `NoSegment` are answers too: there is no way. */
export const FailedAnswer = z.object({ code: z.string(), message: z.string().optional() })
