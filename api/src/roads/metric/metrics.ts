import { resolveClosures, segmentsOf } from '../closures/resolve-closures.ts'
import { networkOf } from '../network/network.ts'
import type { RoadGraph } from '../network/network.ts'
import { USUAL_TRUCK } from '../profiles/speeds.ts'
import type { TravelOptions } from '../travel-times.ts'
import { mainComponent } from './main-component.ts'
import { createMetric } from './metric.ts'
import type { Metric } from './metric.ts'
import { segmentCosts } from './segment-costs.ts'

/** About 9 MB each on a network of 30,000 vertices. */
const MOST_METRICS = 6

/** A closure is looked up on the map once, not with every question. */
const MOST_CLOSURES = 200

/** The metrics of a graph, made when they are first asked for; the least lately used go first. */
export interface Metrics {
  metric(options: TravelOptions): Metric
  /** 1 for segments of the main component; closures do not change where points snap to. */
  mainComponent(options: TravelOptions): Uint8Array
}

export function createMetrics(graph: RoadGraph): Metrics {
  const openCosts = remember<Float64Array>(MOST_METRICS)
  const components = remember<Uint8Array>(MOST_METRICS)
  const metrics = remember<Metric>(MOST_METRICS)
  const closedSegments = remember<number[]>(MOST_CLOSURES)
  const costsOf = (options: TravelOptions): Float64Array =>
    openCosts(openKey(options), () => {
      const { profile, band = 'day', vehicle } = options
      return segmentCosts(networkOf(graph, profile).streets, { profile, band, vehicle })
    })
  const componentOf = (options: TravelOptions): Uint8Array =>
    components(vehicleKey(options), () => mainComponent(networkOf(graph, options.profile), costsOf(options)))
  return {
    mainComponent: componentOf,
    metric(options) {
      const network = networkOf(graph, options.profile)
      const slowing = resolveClosures(options.closures ?? [], options.at, (geometry) =>
        closedSegments(`${networkKey(options)} ${JSON.stringify(geometry)}`, () =>
          segmentsOf(network, geometry),
        ),
      )
      const closed = [...slowing].sort(([a], [b]) => a - b).map(([segment, factor]) => `${segment}×${factor}`)
      return metrics(`${openKey(options)} ${closed.join(' ')}`, () =>
        createMetric(network, costsOf(options), componentOf(options), slowing),
      )
    },
  }
}

function networkKey({ profile }: TravelOptions): string {
  return profile === 'foot' ? 'walk' : 'drive'
}

function vehicleKey({ profile, vehicle = USUAL_TRUCK }: TravelOptions): string {
  if (profile !== 'truck') return profile
  return `truck ${vehicle.heightMeters} ${vehicle.widthMeters} ${vehicle.weightTonnes}`
}

function openKey(options: TravelOptions): string {
  return `${vehicleKey(options)} ${options.band ?? 'day'}`
}

function remember<Value>(most: number): (key: string, make: () => Value) => Value {
  const values = new Map<string, Value>()
  return (key, make) => {
    const value = values.get(key) ?? make()
    // a Map keeps the order of insertion, so the least lately used stands first
    values.delete(key)
    values.set(key, value)
    if (values.size > most) values.delete(values.keys().next().value!)
    return value
  }
}
