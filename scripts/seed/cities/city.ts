import type { LonLat } from '../../../api/src/geo/lon-lat.ts'

/** A demo city: what is known of it before streets, people and requests are loaded. */
export interface DemoCity {
  id: string
  nameEl: string
  nameEn: string
  /** `ypes_code` of its boundary in municipalities.geojson */
  municipalityCode: string
  /** the square everyone calls the centre; house numbers rise from there */
  center: LonLat
  settings: Record<string, unknown>
  phone: string
  communities: readonly Community[]
  neighbourhoods: readonly Neighbourhood[]
  zones: readonly Zone[]
  depots: readonly DemoDepot[]
  crews: readonly CrewGroup[]
}

export interface Community {
  number: number
  nameEl: string
  nameEn: string
}

export interface Neighbourhood {
  /** as in neighbourhoods.geojson */
  code: string
  nameEl: string
  nameEn?: string
}

/** Where crews work: whole neighbourhoods. */
export interface Zone {
  code: string
  nameEl: string
  nameEn: string
  neighbourhoods: readonly string[]
}

/** A place on a real street; the house number nearest to `near` is looked up in the imported streets. */
export interface DemoDepot {
  code: string
  nameEl: string
  nameEn: string
  street: string
  near: LonLat
}

/** So many crews of one kind. */
export interface CrewGroup {
  kind: string
  count: number
  depot: string
}
