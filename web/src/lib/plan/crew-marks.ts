import { positionFreshSeconds, type CrewPosition } from '@dromos/api/contract'
import { ageText } from '#lib/city/format.ts'
import type { MovingMark } from '#lib/map/moving-marks.ts'
import { routeColour } from '#lib/map/palette.ts'

export interface NamedCrew {
  name: string
  /** number of the crew's colour */
  color: number
}

/** Crews where they are, in the colour of their route, with the age of what is known, fading once it is old. */
export function crewMarks(
  positions: readonly Pick<CrewPosition, 'crewId' | 'location' | 'measuredAt'>[],
  crewOf: (crewId: number) => NamedCrew | null,
  now: number,
  { isDated = true } = {},
): MovingMark[] {
  return positions.flatMap(({ crewId, location: [lon, lat], measuredAt }) => {
    const crew = crewOf(crewId)
    if (!crew) return []
    return {
      id: crewId,
      at: [lon, lat],
      colour: routeColour(crew.color),
      lines: isDated ? [crew.name, ageText(measuredAt, now)] : [crew.name],
      isFaded: now - Date.parse(measuredAt) > 1000 * positionFreshSeconds,
    }
  })
}
