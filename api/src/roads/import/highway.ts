/** The kinds of way that can be travelled, in the order their number is stored. */
export const HIGHWAYS = [
  'motorway',
  'motorway_link',
  'trunk',
  'trunk_link',
  'primary',
  'primary_link',
  'secondary',
  'secondary_link',
  'tertiary',
  'tertiary_link',
  'unclassified',
  'residential',
  'road',
  'living_street',
  'service',
  'track',
  'pedestrian',
  'footway',
  'path',
  'cycleway',
  'bridleway',
  'steps',
] as const
export type Highway = (typeof HIGHWAYS)[number]

const NUMBER_OF_HIGHWAY = new Map<string, number>(HIGHWAYS.map((highway, at) => [highway, at]))

/** Undefined for what is no way to travel: construction, proposed, platforms, lifts. */
export function highwayNumber(value: string | undefined): number | undefined {
  return value === undefined ? undefined : NUMBER_OF_HIGHWAY.get(value)
}

/** Surfaces that slow wheels down, in three degrees; 0 is as fast as asphalt. */
export function surfaceGrade(tags: Record<string, string>): number {
  const grade = SURFACE_GRADES[tags.surface ?? ''] ?? 0
  const smoothness = SMOOTHNESS_GRADES[tags.smoothness ?? ''] ?? 0
  return Math.max(grade, smoothness)
}

const SURFACE_GRADES: Record<string, number> = {
  paving_stones: 1,
  sett: 1,
  cobblestone: 2,
  unhewn_cobblestone: 2,
  compacted: 1,
  fine_gravel: 2,
  gravel: 2,
  pebblestone: 2,
  unpaved: 2,
  dirt: 3,
  earth: 3,
  ground: 3,
  grass: 3,
  mud: 3,
  sand: 3,
}

const SMOOTHNESS_GRADES: Record<string, number> = {
  intermediate: 1,
  bad: 2,
  very_bad: 3,
  horrible: 3,
  very_horrible: 3,
}
