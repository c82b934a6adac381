import type { ManoeuvreModifier, ManoeuvreType, RouteStep } from '../travel-times.ts'
import type { OsrmStep } from './osrm-answers.ts'

const TYPES: Record<string, ManoeuvreType> = {
  depart: 'depart',
  arrive: 'arrive',
  roundabout: 'roundabout',
  rotary: 'roundabout',
  'new name': 'continue',
  continue: 'continue',
  merge: 'continue',
}

const MODIFIERS: Record<string, ManoeuvreModifier> = {
  straight: 'straight',
  'slight left': 'slight-left',
  left: 'left',
  'sharp left': 'sharp-left',
  'slight right': 'slight-right',
  right: 'right',
  'sharp right': 'sharp-right',
  uturn: 'u-turn',
}

/** A step of OSRM in our words; kinds it may add later count as turns. */
export function toRouteStep({ maneuver, name, distance, duration }: OsrmStep): RouteStep {
  return {
    type: TYPES[maneuver.type] ?? 'turn',
    modifier: MODIFIERS[maneuver.modifier ?? ''] ?? null,
    street: name || null,
    exit: maneuver.exit ?? null,
    location: maneuver.location,
    meters: Math.round(distance),
    seconds: Math.round(duration),
  }
}
