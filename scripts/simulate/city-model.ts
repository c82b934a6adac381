import type { AreaFinder } from '../../api/src/geo/inside.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import type { ServiceLevel } from '../../api/src/requests/due.ts'

/** What the simulation knows of a city: read from the database once, not written to. */
export interface CityModel {
  id: string
  timeZone: string
  country: string
  boundary: AreaFinder
  neighbourhoods: AreaFinder
  areaIds: number[]
  stretches: Stretch[]
  services: ModelService[]
}

/** A stretch of street between crossings. */
export interface Stretch {
  class: string
  areaId: number | null
  lengthMeters: number
  line: LonLat[]
  /** null for streets without a name */
  street: { id: number; name: string; numberFrom: number; numberTo: number } | null
}

export interface ModelService extends ServiceLevel {
  code: string
  departmentCode: string
  priority: number
  duplicateRadiusMeters: number
  questions: { code: string; datatype: string; isRequired: boolean; keys: string[] }[]
}

/** Where something was reported. */
export interface Spot {
  point: LonLat
  address: string | null
  areaId: number | null
  /** index into the model's stretches, and how far along it (0 to 1) */
  stretch: number
  fraction: number
}
