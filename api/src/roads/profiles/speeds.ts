import type { Highway } from '../import/highway.ts'
import type { Profile } from '../travel-times.ts'
import type { TimeBand } from './time-band.ts'

/**
 * Mean speeds in km/h by day, stops at crossings included. Where a limit is posted, main roads run at
 * `POSTED_SHARE` of it if that is more, and nothing runs at more than `POSTED_CAP` of it.
 */
export const SPEEDS_KMH: Record<Highway, Record<Profile, number>> = {
  motorway: { van: 90, truck: 75, foot: 0 },
  motorway_link: { van: 50, truck: 42, foot: 0 },
  trunk: { van: 65, truck: 55, foot: 0 },
  trunk_link: { van: 40, truck: 35, foot: 0 },
  primary: { van: 33, truck: 28, foot: 4.8 },
  primary_link: { van: 28, truck: 24, foot: 4.8 },
  secondary: { van: 30, truck: 26, foot: 4.8 },
  secondary_link: { van: 26, truck: 23, foot: 4.8 },
  tertiary: { van: 28, truck: 24, foot: 4.8 },
  tertiary_link: { van: 24, truck: 21, foot: 4.8 },
  unclassified: { van: 25, truck: 20, foot: 4.8 },
  residential: { van: 21, truck: 17, foot: 4.8 },
  road: { van: 20, truck: 16, foot: 4.8 },
  living_street: { van: 10, truck: 9, foot: 4.8 },
  service: { van: 13, truck: 10, foot: 4.8 },
  track: { van: 12, truck: 8, foot: 4.4 },
  pedestrian: { van: 7, truck: 7, foot: 4.8 },
  footway: { van: 7, truck: 7, foot: 4.8 },
  path: { van: 7, truck: 7, foot: 4.4 },
  cycleway: { van: 7, truck: 7, foot: 4.8 },
  bridleway: { van: 7, truck: 7, foot: 4.4 },
  steps: { van: 5, truck: 5, foot: 2.2 },
}

export const POSTED_SHARE = 0.65
export const POSTED_CAP = 0.95
/** Roads whose flow follows the posted limit: motorway to tertiary. */
export const LAST_MAIN_ROAD: Highway = 'tertiary_link'

/** What is left of a wheel's speed by surface grade 0 to 3, and of a walker's. */
export const SURFACE_FACTORS: Record<Profile, readonly [number, number, number, number]> = {
  van: [1, 0.85, 0.65, 0.45],
  truck: [1, 0.85, 0.6, 0.4],
  foot: [1, 1, 0.95, 0.85],
}

/** What is left of the speed by day, on main roads and on the others. */
export const BAND_FACTORS: Record<TimeBand, { main: number; other: number }> = {
  night: { main: 1.2, other: 1.05 },
  day: { main: 1, other: 1 },
  peak: { main: 0.72, other: 0.9 },
}

/** A usual refuse truck. */
export const USUAL_TRUCK = { heightMeters: 3.6, widthMeters: 2.55, weightTonnes: 18 }
