import type { Crew, LonLat, PlanVersionDetail, Route, Stop } from '@dromos/api/contract'
import { around } from '#lib/closures/around.ts'
import type { Dispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { MapOverlay } from '#lib/map/overlay.ts'
import { roundOf, routeColour } from '#lib/map/palette.ts'
import type { RouteOnMap, StopOnMap } from '#lib/map/route-layers.ts'
import { semibold } from '#lib/map/type.ts'
import { rulesByTask, ruleWords } from './broken-rules.ts'
import type { Planning } from './planning.svelte.ts'
import { lineOf } from './route-line.ts'

/** The routes of the version shown, as the map draws them; late is what is planned so, or else now expected so. */
export function routesOnMap(
  planning: Planning,
  dispatch: Dispatch,
  lateNow: ReadonlySet<number> | null = null,
): RouteOnMap[] {
  if (planning.detail.value?.status === 'solving') return sketchedRoutes(planning, dispatch)
  const detail = planning.detail.value
  const rules = detail?.violations?.length ? rulesByTask(detail) : null
  return (detail?.routes ?? []).map((route) =>
    routeOnMap(route, dispatch, ({ taskId, visitStatus, lateSeconds }) => ({
      state: stateOf(visitStatus),
      isLate: lateSeconds > 0 || (lateNow?.has(taskId) ?? false),
      isChanged: planning.isChanged(taskId),
      broken: rules?.has(taskId) ? ruleWords(rules.get(taskId)!) : '',
      isLocked: planning.locksOf(taskId).length > 0,
    })),
  )
}

type TaskStop = Stop & { taskId: number; location: LonLat }

/** One route of a version, each stop with what is known of it. */
export function routeOnMap(
  route: Route,
  dispatch: Pick<Dispatch, 'crew'>,
  marksOf: (stop: TaskStop) => Partial<StopOnMap>,
): RouteOnMap {
  const color = dispatch.crew(route.crewId)?.color ?? 0
  const stops = route.stops.filter((stop): stop is TaskStop => stop.kind === 'task' && stop.location !== null)
  return {
    id: route.crewId,
    colour: routeColour(color),
    round: roundOf(color),
    line: lineOf(route) ?? straightLine(route),
    stops: stops.map((stop, index) => ({
      id: stop.taskId,
      number: index + 1,
      lon: stop.location[0],
      lat: stop.location[1],
      ...marksOf(stop),
    })),
  }
}

/** The best plan so far, by straight lines: nobody has looked for its ways yet. */
function sketchedRoutes({ solving }: Planning, dispatch: Dispatch): RouteOnMap[] {
  return (solving.sketch.value?.routes ?? []).map(({ crewId, start, stops, end }) => ({
    id: crewId,
    colour: routeColour(dispatch.crew(crewId)?.color ?? 0),
    line: [start, ...stops.map(({ location }) => location), end],
    stops: stops.map(({ taskId, location: [lon, lat] }, index) => ({
      id: taskId,
      number: index + 1,
      lon,
      lat,
    })),
  }))
}

function stateOf(visitStatus: string | null): 'ahead' | 'done' | 'failed' {
  if (visitStatus === 'done') return 'done'
  return visitStatus === 'failed' || visitStatus === 'skipped' ? 'failed' : 'ahead'
}

/** From stop to stop. */
function straightLine(route: Route): [number, number][] {
  return route.stops.flatMap((stop) => (stop.location ? [stop.location] : []))
}

/** West, south, east, north of all stops and ways, or of one crew's; null where there are none. */
export function boundsOf(
  version: Pick<PlanVersionDetail, 'routes'>,
  crewId: number | null = null,
): [number, number, number, number] | null {
  const routes = version.routes.filter((route) => crewId === null || route.crewId === crewId)
  const corners = routes.map(boxOf).flatMap((box): LonLat[] => {
    if (!box) return []
    const [west, south, east, north] = box
    return [
      [west, south],
      [east, north],
    ]
  })
  return around(corners)
}

type Box = NonNullable<ReturnType<typeof around>>
const boxes = new WeakMap<Route, Box | null>()

/** Of one route, counted once: most routes of a version are those of the one before. */
function boxOf(route: Route): Box | null {
  const known = boxes.get(route)
  if (known !== undefined) return known
  const box = around([...straightLine(route), ...(lineOf(route) ?? [])])
  boxes.set(route, box)
  return box
}

/** Where crews begin and end: small squares. */
export function crewsOnMap(crews: readonly Crew[]): MapOverlay {
  const depots = new Map(crews.map(({ depot }) => [depot.id, depot]))
  return {
    id: 'depots',
    sources: {
      depots: {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: [...depots.values()].map((depot) => ({
            type: 'Feature',
            properties: { nameEl: depot.nameEl, nameEn: depot.nameEn },
            geometry: { type: 'Point', coordinates: depot.location },
          })),
        },
      },
    },
    layers: ({ colours, language }) => [
      {
        height: 'on top',
        layer: {
          id: 'depots-square',
          type: 'symbol',
          source: 'depots',
          minzoom: 11,
          layout: {
            'icon-image': 'square',
            'icon-allow-overlap': true,
            'text-field': ['step', ['zoom'], '', 12.5, ['get', language === 'en' ? 'nameEn' : 'nameEl']],
            'text-font': semibold,
            'text-size': 12,
            // wherever no stop is in the way, or nowhere
            'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
            // beside the ring of what is picked too
            'text-radial-offset': 1.4,
            'text-justify': 'auto',
            'text-optional': true,
          },
          paint: {
            'icon-color': colours.ink,
            'icon-halo-color': colours.casing,
            'icon-halo-width': 1.5,
            'text-color': colours.ink,
            'text-halo-color': colours.halo,
            'text-halo-width': 1.5,
          },
        },
      },
    ],
  }
}
