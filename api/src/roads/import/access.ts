import type { Profile } from '../travel-times.ts'
import { HIGHWAYS } from './highway.ts'

type Tags = Record<string, string>

/** Bit of `segmentAccess` for a profile in one direction. */
export function accessBit(profile: Profile, direction: 0 | 1): number {
  return 1 << (PROFILE_BITS[profile] + direction)
}

const PROFILE_BITS: Record<Profile, number> = { van: 0, truck: 2, foot: 4 }

/** From the most particular key to the most general: the first one that says something wins. */
const ACCESS_KEYS: Record<Profile, string[]> = {
  van: ['motorcar', 'motor_vehicle', 'vehicle', 'access'],
  truck: ['hgv', 'motor_vehicle', 'vehicle', 'access'],
  foot: ['foot', 'access'],
}

const ALLOWING = new Set([
  'yes',
  'permissive',
  'designated',
  'official',
  'public',
  'allowed',
  'destination',
  'customers',
  'delivery',
  'residents',
])
const FORBIDDING = new Set([
  'no',
  'private',
  'agricultural',
  'forestry',
  'military',
  'emergency',
  'bus',
  'psv',
  'restricted',
  'use_sidepath',
])

const BY_DEFAULT: Record<Profile, Set<string>> = {
  van: new Set(HIGHWAYS.slice(0, HIGHWAYS.indexOf('pedestrian'))),
  truck: new Set(HIGHWAYS.slice(0, HIGHWAYS.indexOf('track'))),
  foot: new Set(HIGHWAYS.slice(HIGHWAYS.indexOf('primary'))),
}

/** Access bits of a way for all profiles and both directions; 0 if nobody may use it. */
export function wayAccess(tags: Tags): number {
  let bits = 0
  const { forward, backward } = drivingDirections(tags)
  for (const profile of ['van', 'truck'] as const) {
    if (!mayUse(tags, profile)) continue
    if (forward) bits |= accessBit(profile, 0)
    if (backward) bits |= accessBit(profile, 1)
  }
  if (mayUse(tags, 'foot')) bits |= accessBit('foot', 0) | accessBit('foot', 1)
  return bits
}

/** Whether a node lets the profile pass: bollards, locked gates, walls. */
export function mayPass(tags: Tags, profile: Profile): boolean {
  const stated = statedAccess(tags, profile)
  if (stated !== null) return stated
  const blocking = profile === 'foot' ? WALLS : BLOCKING_WHEELS
  return !blocking.has(tags.barrier ?? '')
}

const WALLS = new Set(['wall', 'fence', 'hedge', 'debris'])
const BLOCKING_WHEELS = new Set([
  ...WALLS,
  'bollard',
  'block',
  'chain',
  'cycle_barrier',
  'jersey_barrier',
  'kissing_gate',
  'log',
  'motorcycle_barrier',
  'planter',
  'stile',
  'turnstile',
  'rope',
  'bus_trap',
])

/** Whether the kind of way is open to one of the profiles where no tag says otherwise. */
export function isUsual(highway: string, profiles: readonly Profile[]): boolean {
  return profiles.some((profile) => BY_DEFAULT[profile].has(highway))
}

/** The tag that keeps the profile out, as `key=value`; null if none does. */
export function forbiddingTag(tags: Tags, profile: Profile): string | null {
  const key = ACCESS_KEYS[profile].find((candidate) => FORBIDDING.has(tags[candidate] ?? ''))
  return key ? `${key}=${tags[key]}` : null
}

function mayUse(tags: Tags, profile: Profile): boolean {
  return statedAccess(tags, profile) ?? BY_DEFAULT[profile].has(tags.highway ?? '')
}

/** Null if the tags leave it to the default. */
function statedAccess(tags: Tags, profile: Profile): boolean | null {
  for (const key of ACCESS_KEYS[profile]) {
    const values = tags[key]?.split(';').map((value) => value.trim())
    if (!values) continue
    if (values.some((value) => ALLOWING.has(value))) {
      // `access=yes` on a footpath is about people, not about cars
      if (key === 'access' && profile !== 'foot' && !BY_DEFAULT.van.has(tags.highway ?? 'road')) continue
      return true
    }
    if (values.some((value) => FORBIDDING.has(value))) return false
  }
  return null
}

function drivingDirections(tags: Tags): { forward: boolean; backward: boolean } {
  const oneway = tags['oneway:motor_vehicle'] ?? tags.oneway
  if (oneway === '-1' || oneway === 'reverse') return { forward: false, backward: true }
  if (oneway === 'yes' || oneway === 'true' || oneway === '1') return { forward: true, backward: false }
  // open one way or the other by the hour: nobody can tell which, so neither is promised
  if (oneway === 'reversible') return { forward: false, backward: false }
  if (oneway === undefined && isOnewayByNature(tags)) return { forward: true, backward: false }
  return { forward: true, backward: true }
}

function isOnewayByNature(tags: Tags): boolean {
  return (
    tags.junction === 'roundabout' ||
    tags.junction === 'circular' ||
    tags.highway === 'motorway' ||
    tags.highway === 'motorway_link'
  )
}
