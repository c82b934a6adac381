import { fileURLToPath } from 'node:url'
import type { LonLat } from '../geo/lon-lat.ts'
import { buildGraph } from './import/build-roads.ts'
import { readOsm } from './import/read-osm.ts'
import type { OsmExtract, OsmRestriction } from './import/read-osm.ts'
import type { NetworkReport } from './import/report.ts'
import type { RoadGraph } from './network/network.ts'

export const BAYREUTH_PBF = fileURLToPath(new URL('./fixtures/north-bayreuth.osm.pbf', import.meta.url))
export const ATHENS_PBF = fileURLToPath(new URL('../../../db/demo/athens.osm.pbf', import.meta.url))

export interface DrawnCity {
  /** Letters in a picture: columns go east and rows south, `CITY_STEP_METERS` apart. */
  picture: string[]
  ways: { path: string; tags?: Record<string, string> }[]
  barriers?: Record<string, Record<string, string>>
  restrictions?: { kind: string; from: number; via: string | number[]; to: number }[]
}

export const CITY_STEP_METERS = 100
const ORIGIN: LonLat = [23.7, 38]
const LAT_STEP = CITY_STEP_METERS / 110_996
const LON_STEP = CITY_STEP_METERS / 87_832

/** Where a letter of the picture lies. */
export function spotOf(city: DrawnCity, letter: string): LonLat {
  const row = city.picture.findIndex((line) => line.includes(letter))
  if (row < 0) throw new Error(`no ${letter} in the picture`)
  return [ORIGIN[0] + city.picture[row].indexOf(letter) * LON_STEP, ORIGIN[1] - row * LAT_STEP]
}

/** Between two spots: `share` of the way from the first to the second. */
export function spotBetween(city: DrawnCity, one: string, other: string, share = 0.5): LonLat {
  const [from, to] = [spotOf(city, one), spotOf(city, other)]
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]
}

/** A graph of a drawn city. Ways are residential streets unless their tags say otherwise. */
export function drawGraph(city: DrawnCity): { graph: RoadGraph; drive: NetworkReport; walk: NetworkReport } {
  return buildGraph(drawExtract(city))
}

function drawExtract(city: DrawnCity): OsmExtract {
  const letters = [...new Set(city.picture.join('').replaceAll(' ', ''))]
  const idOf = (letter: string): number => letter.charCodeAt(0)
  const spots = letters.map((letter) => spotOf(city, letter))
  const restrictions = (city.restrictions ?? []).map((restriction, at): OsmRestriction => {
    const { kind, from, via, to } = restriction
    const viaMembers =
      typeof via === 'string'
        ? [{ type: 'node' as const, ref: idOf(via), role: 'via' }]
        : via.map((way) => ({ type: 'way' as const, ref: way, role: 'via' }))
    return {
      id: at,
      tags: { type: 'restriction', restriction: kind },
      members: [
        { type: 'way', ref: from, role: 'from' },
        ...viaMembers,
        { type: 'way', ref: to, role: 'to' },
      ],
    }
  })
  return {
    nodes: new Map(letters.map((letter, at) => [idOf(letter), at])),
    lon: Int32Array.from(spots, ([lon]) => Math.round(lon * 1e7)),
    lat: Int32Array.from(spots, ([, lat]) => Math.round(lat * 1e7)),
    barriers: new Map(Object.entries(city.barriers ?? {}).map(([letter, tags]) => [idOf(letter), tags])),
    ways: city.ways.map(({ path, tags }, id) => ({
      id,
      refs: [...path].map(idOf),
      tags: { highway: 'residential', ...tags },
    })),
    restrictions,
  }
}

export async function readGraph(pbfFile: string): Promise<RoadGraph> {
  return buildGraph(await readOsm(pbfFile)).graph
}
