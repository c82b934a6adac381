import { BRIDGE, ROUNDABOUT, TUNNEL } from '../network/network.ts'
import type { Streets } from '../network/network.ts'
import { highwayNumber, surfaceGrade } from './highway.ts'
import { parseMeters, parseSpeedKmh, parseTonnes } from './quantities.ts'
import type { OsmWay } from './read-osm.ts'

/** Fills in what the tags of its way say about a segment. */
export function describeSegment(
  streets: Streets,
  segment: number,
  { id, tags }: OsmWay,
  nameNumber: (name: string) => number,
): void {
  const isRoundabout = tags.junction === 'roundabout' || tags.junction === 'circular'
  const isBridge = tags.bridge !== undefined && tags.bridge !== 'no'
  const isTunnel = tags.tunnel !== undefined && tags.tunnel !== 'no'
  streets.flags[segment] = (isBridge ? BRIDGE : 0) | (isTunnel ? TUNNEL : 0) | (isRoundabout ? ROUNDABOUT : 0)
  streets.highway[segment] = highwayNumber(tags.highway)!
  streets.surface[segment] = surfaceGrade(tags)
  const bothWays = parseSpeedKmh(tags.maxspeed)
  streets.forwardKmh[segment] = parseSpeedKmh(tags['maxspeed:forward']) || bothWays
  streets.backwardKmh[segment] = parseSpeedKmh(tags['maxspeed:backward']) || bothWays
  streets.maxHeight[segment] = Math.min(255, Math.floor(parseMeters(tags.maxheight) * 10))
  streets.maxWidth[segment] = Math.min(255, Math.floor(parseMeters(tags.maxwidth) * 10))
  streets.maxWeight[segment] = Math.min(65_535, Math.floor(parseTonnes(tags.maxweight) * 10))
  streets.name[segment] = nameNumber(tags.name ?? tags.ref ?? '')
  streets.way[segment] = id
}
