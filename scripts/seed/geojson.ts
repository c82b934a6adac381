import { z } from 'zod'
import type { Polygons } from '../../api/src/geo/inside.ts'

const Position = z.tuple([z.number(), z.number()])
const Rings = z.array(z.array(Position).min(4)).min(1)

export const Polygonal = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: Rings }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1) }),
])

export function polygonsOf(geometry: z.infer<typeof Polygonal>): Polygons {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
}
