import type { LonLat } from '../geo/lon-lat.ts'
import type { Closure } from './closures/closure.ts'
import type { TimeBand } from './profiles/time-band.ts'

/** Stands in seconds and metres where there is no way. Planner sums stay below 2^31 with it. */
export const UNREACHABLE = 2 ** 30 - 1

export type Profile = 'van' | 'truck' | 'foot'

export interface VehicleSize {
  heightMeters: number
  widthMeters: number
  weightTonnes: number
}

export interface TravelOptions {
  profile: Profile
  /** Default 'day'; `timeBandAt` tells it from the clock. */
  band?: TimeBand
  closures?: readonly Closure[]
  /** Closures not in force at this instant are left out; without it all of them hold. */
  at?: Date
  /** Trucks only; a usual refuse truck if left out. */
  vehicle?: VehicleSize
}

/** Row-major `rows × columns` integers on SharedArrayBuffers: `seconds[from * columns + to]`. */
export interface TravelTable {
  rows: number
  columns: number
  seconds: Int32Array<SharedArrayBuffer>
  meters: Int32Array<SharedArrayBuffer>
  /** 1 for a source or target off the road graph: its cells are straight-line estimates. */
  estimatedRows: Uint8Array
  estimatedColumns: Uint8Array
}

/** Row-major `size × size` integers on SharedArrayBuffers: `seconds[from * size + to]`. */
export interface TravelMatrix {
  size: number
  seconds: Int32Array<SharedArrayBuffer>
  meters: Int32Array<SharedArrayBuffer>
  /** 1 for a point off the road graph: its row and column are straight-line estimates. */
  estimated: Uint8Array<SharedArrayBuffer>
}

export type ManoeuvreType = 'depart' | 'turn' | 'continue' | 'roundabout' | 'arrive'
export type ManoeuvreModifier =
  'straight' | 'slight-left' | 'left' | 'sharp-left' | 'slight-right' | 'right' | 'sharp-right' | 'u-turn'

/** What to do at `location`, and how far it goes on until the next step. Keys, not prose. */
export interface RouteStep {
  type: ManoeuvreType
  modifier: ManoeuvreModifier | null
  /** The street entered; null where it has no name. */
  street: string | null
  /** Which exit of the roundabout, from 1. */
  exit: number | null
  location: LonLat
  meters: number
  seconds: number
}

export interface RouteLeg {
  meters: number
  seconds: number
  steps: RouteStep[]
}

export interface RouteGeometry {
  meters: number
  seconds: number
  geometry: { type: 'LineString'; coordinates: LonLat[] }
  /** One fewer than the points asked for. */
  legs: RouteLeg[]
  isEstimate: boolean
}

export interface ReachArea {
  type: 'MultiPolygon'
  coordinates: LonLat[][][]
}

/** Where a point meets the street network. */
export interface SnappedPoint {
  location: LonLat
  /** How far the point lies from the street. */
  offsetMeters: number
  /** On which side of the street, seen along its drawing direction. */
  side: 'left' | 'right' | 'on'
  street: string | null
}

/** One source of travel times. All providers give whole seconds and metres along the fastest way. */
export interface TravelTimes {
  readonly name: 'roads' | 'osrm' | 'estimate'
  /** True where nothing rests on streets. */
  readonly isEstimate: boolean
  /** False where closures cannot be taken into account. */
  readonly heedsClosures: boolean
  matrix(points: readonly LonLat[], options: TravelOptions): Promise<TravelMatrix>
  table(sources: readonly LonLat[], targets: readonly LonLat[], options: TravelOptions): Promise<TravelTable>
  /** Through all points in the order given; null where there is no way. */
  route(points: readonly LonLat[], options: TravelOptions): Promise<RouteGeometry | null>
  /** Everything within `seconds` from the point; null where the point is off the network. */
  reach(point: LonLat, seconds: number, options: TravelOptions): Promise<ReachArea | null>
  /** Null where no usable street is near. */
  snap(point: LonLat, options: TravelOptions): Promise<SnappedPoint | null>
}

export function createTable(rows: number, columns: number): TravelTable {
  const cells = rows * columns
  return {
    rows,
    columns,
    seconds: new Int32Array(new SharedArrayBuffer(cells * 4)),
    meters: new Int32Array(new SharedArrayBuffer(cells * 4)),
    estimatedRows: new Uint8Array(rows),
    estimatedColumns: new Uint8Array(columns),
  }
}

export function createMatrix(size: number): TravelMatrix {
  const { seconds, meters } = createTable(size, size)
  return { size, seconds, meters, estimated: new Uint8Array(new SharedArrayBuffer(size)) }
}

/** Null where there is no way. */
export function secondsBetween(matrix: TravelMatrix, from: number, to: number): number | null {
  const seconds = matrix.seconds[from * matrix.size + to]
  return seconds >= UNREACHABLE ? null : seconds
}

/** Along the fastest way; null where there is none. */
export function metersBetween(matrix: TravelMatrix, from: number, to: number): number | null {
  const meters = matrix.meters[from * matrix.size + to]
  return meters >= UNREACHABLE ? null : meters
}
