import { getCrewTrack, type Client, type CrewPosition } from '@dromos/api/contract'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'

type Point = Pick<CrewPosition, 'location' | 'measuredAt'>

/** between two places so far apart in time nobody knows the way */
const gapMilliseconds = 10 * 60_000

/** The way that the crew in focus went today. Each look is written down for the crew, so it is asked for seldom. */
export class CrewTrack {
  /** by "crew day" */
  readonly points: Loaded<Point[], string>

  constructor(jurisdictionId: string, call: Client) {
    this.points = new Loaded(async (key, signal) => {
      const [crewId, day] = key.split(' ')
      const params = { jurisdictionId, crewId: Number(crewId) }
      return (await call(getCrewTrack, { params, query: { day: day! } }, { signal })).points
    })
  }

  /** Shows a crew's way of a day; null shows none. */
  async show(crewId: number | null, day: string): Promise<void> {
    const key = crewId === null ? null : `${crewId} ${day}`
    if (key !== this.points.key) await this.points.open(key)
  }
}

/** The pieces of a way that are known. */
export function trackLines(points: readonly Point[]): [number, number][][] {
  const lines: [number, number][][] = []
  let last = -Infinity
  for (const { location, measuredAt } of points) {
    const at = Date.parse(measuredAt)
    if (at - last > gapMilliseconds) lines.push([])
    lines.at(-1)!.push(location)
    last = at
  }
  return lines.filter((line) => line.length > 1)
}

/** What was driven, beside what was planned: a thin line of ink with a casing. */
export function trackOverlay(points: readonly Point[]): MapOverlay {
  return {
    id: 'track',
    sources: {
      track: {
        type: 'geojson',
        data: {
          type: 'Feature',
          properties: {},
          geometry: { type: 'MultiLineString', coordinates: trackLines(points) },
        },
      },
    },
    layers: ({ colours }) => [
      {
        height: 'on top',
        layer: {
          id: 'track-casing',
          type: 'line',
          source: 'track',
          layout: { 'line-join': 'round', 'line-cap': 'round' },
          paint: { 'line-color': colours.casing, 'line-width': 5 },
        },
      },
      {
        height: 'on top',
        layer: {
          id: 'track-line',
          type: 'line',
          source: 'track',
          layout: { 'line-join': 'round' },
          paint: { 'line-color': colours.ink, 'line-width': 2.5, 'line-dasharray': [2.5, 1.2] },
        },
      },
    ],
  }
}
