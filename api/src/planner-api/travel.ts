import type { VroomOptions } from '../planner/vroom/index.ts'
import type { Profile, TravelTimes } from '../roads/index.ts'

/** Names that routing servers give their profiles; all others drive a van. */
const PROFILES: Partial<Record<string, Profile>> = {
  truck: 'truck',
  hgv: 'truck',
  'driving-hgv': 'truck',
  foot: 'foot',
  walking: 'foot',
  'foot-walking': 'foot',
  pedestrian: 'foot',
}

/** Travel times and lines for a VROOM problem; opened only when a problem comes without matrices. */
export function vroomTravel(open: () => Promise<TravelTimes>): Pick<VroomOptions, 'findTravel' | 'findLine'> {
  const optionsOf = (profile: string) => ({ profile: PROFILES[profile] ?? 'van', band: 'day' }) as const
  return {
    async findTravel(points, profile) {
      return (await open()).matrix(points, optionsOf(profile))
    },
    async findLine(points, profile) {
      const route = await (await open()).route(points, optionsOf(profile))
      return route?.geometry.coordinates ?? null
    },
  }
}
