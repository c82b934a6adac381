import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapLook, MapOverlay } from '#lib/map/overlay.ts'
import { routeColour } from '#lib/map/palette.ts'
import { semibold } from '#lib/map/type.ts'
import type { Planning } from '#lib/plan/planning.svelte.ts'
import { localName } from '#lib/city/names.ts'
import { lastPlaceOf, type DayWatch } from './day-watch.svelte.ts'

/**
 * Where crews are or were last, as they told: a ring in their colour around the stop, with their name. Those whose
 * tablet says where it is are drawn there instead.
 */
export function crewsNowOnMap(
  watch: DayWatch,
  planning: Planning,
  dispatch: Dispatch,
  tracked: ReadonlySet<number>,
): MapOverlay {
  const crews = (watch.progress.value?.crews ?? []).flatMap((progress) => {
    if (tracked.has(progress.crewId)) return []
    const last = lastPlaceOf(progress)
    const crew = dispatch.crew(progress.crewId)
    const location = last && planning.find(last.taskId)?.location
    return location && crew ? [{ crew, location, isWorking: progress.state === 'working' }] : []
  })
  return {
    id: 'crews-now',
    sources: {
      'crews-now': {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: crews.map(({ crew, location, isWorking }) => ({
            type: 'Feature',
            properties: { name: localName(crew), colour: routeColour(crew.color), isWorking },
            geometry: { type: 'Point', coordinates: location },
          })),
        },
      },
    },
    layers: layersOf,
  }
}

function layersOf({ colours }: MapLook): ReturnType<MapOverlay['layers']> {
  return [
    {
      height: 'on top',
      layer: {
        id: 'crews-now-ring',
        type: 'circle',
        source: 'crews-now',
        paint: {
          'circle-radius': 16,
          'circle-color': ['get', 'colour'],
          'circle-opacity': ['case', ['get', 'isWorking'], 0.28, 0],
          'circle-stroke-color': ['get', 'colour'],
          'circle-stroke-width': 3,
        },
      },
    },
    {
      height: 'on top',
      layer: {
        id: 'crews-now-name',
        type: 'symbol',
        source: 'crews-now',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': semibold,
          'text-size': 12,
          'text-variable-anchor': ['top', 'bottom', 'left', 'right'],
          'text-radial-offset': 1.6,
          'text-justify': 'auto',
        },
        paint: {
          'text-color': colours.ink,
          'text-halo-color': colours.halo,
          'text-halo-width': 2,
        },
      },
    },
  ]
}
