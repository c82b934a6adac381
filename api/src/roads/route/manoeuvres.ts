import { bearingDegrees } from '../../geo/distance.ts'
import type { LonLat } from '../../geo/lon-lat.ts'
import { planeAt, planeDistanceMeters } from '../../geo/plane.ts'
import type { ManoeuvreModifier, RouteStep } from '../travel-times.ts'

/** One stretch of the way as the driver meets it. */
export interface DrivenStretch {
  line: LonLat[]
  street: string | null
  isRoundabout: boolean
  meters: number
  seconds: number
  /** Other ways that could be taken where the stretch ends, turning back aside. */
  otherExits: number
  /** Whether the next stretch is the same street segment the other way. */
  turnsBack: boolean
}

/** Bends below this are going straight on. */
const STRAIGHT_DEGREES = 25
/** A street that keeps its name may bend this much at a crossing without being a turn. */
const BEND_DEGREES = 50
/** Directions are taken over this much of the street, for the last metres before a crossing wobble. */
const LOOK_METERS = 15

/** Steps from the first stretch to the last; a step begins where the driver has something to do. */
export function describeManoeuvres(
  stretches: readonly DrivenStretch[],
  side: ManoeuvreModifier | null,
): RouteStep[] {
  if (stretches.length === 0) return []
  const steps: RouteStep[] = [begin('depart', null, stretches[0])]
  let exit = 0
  stretches.forEach((stretch, at) => {
    const before = stretches[at - 1]
    if (before?.isRoundabout) exit += before.otherExits > 0 || !stretch.isRoundabout ? 1 : 0
    if (before?.isRoundabout && !stretch.isRoundabout) leaveRoundabout(steps, exit, stretch)
    else if (before) {
      const next = manoeuvre(before, stretch)
      if (next) steps.push(next)
      if (stretch.isRoundabout && !before.isRoundabout) exit = 0
    }
    const step = steps[steps.length - 1]
    step.meters += stretch.meters
    step.seconds += stretch.seconds
  })
  for (const step of steps) {
    step.meters = Math.round(step.meters)
    step.seconds = Math.round(step.seconds)
  }
  const last = stretches[stretches.length - 1]
  steps.push({ ...begin('arrive', side, last), location: last.line[last.line.length - 1] })
  return steps
}

/** Degrees to the right, -180 to 180. */
export function turnDegrees(before: readonly LonLat[], after: readonly LonLat[]): number {
  const back = lookAlong([...before].reverse())
  const ahead = lookAlong(after)
  const turn = bearingDegrees(after[0], ahead) - bearingDegrees(back, before[before.length - 1])
  return ((turn + 540) % 360) - 180
}

function begin(
  type: RouteStep['type'],
  modifier: ManoeuvreModifier | null,
  { street, line }: DrivenStretch,
): RouteStep {
  return { type, modifier, street, exit: null, location: line[0], meters: 0, seconds: 0 }
}

/** Null where the driver just follows the street. */
function manoeuvre(before: DrivenStretch, after: DrivenStretch): RouteStep | null {
  if (after.isRoundabout) return before.isRoundabout ? null : begin('roundabout', null, after)
  if (before.turnsBack) return begin('turn', 'u-turn', after)
  const degrees = turnDegrees(before.line, after.line)
  const isStraight = Math.abs(degrees) < STRAIGHT_DEGREES
  const followsStreet = before.street === after.street
  const isBend = Math.abs(degrees) < (before.street === null ? STRAIGHT_DEGREES : BEND_DEGREES)
  if (followsStreet && (isBend || before.otherExits === 0)) return null
  if (!isStraight && before.otherExits > 0) return begin('turn', modifierOf(degrees), after)
  return after.street === null ? null : begin('continue', modifierOf(degrees), after)
}

/** The step of the roundabout goes on into the street it was left by. */
function leaveRoundabout(steps: RouteStep[], exit: number, after: DrivenStretch): void {
  const step = steps[steps.length - 1]
  if (step.type === 'roundabout') {
    step.exit = exit
    step.street = after.street
  } else steps.push(begin('continue', null, after)) // the way began on the roundabout
}

function modifierOf(degrees: number): ManoeuvreModifier {
  const size = Math.abs(degrees)
  if (size < STRAIGHT_DEGREES) return 'straight'
  const side = degrees > 0 ? 'right' : 'left'
  if (size < BEND_DEGREES) return `slight-${side}`
  if (size < 130) return side
  return size < 172 ? `sharp-${side}` : 'u-turn'
}

function lookAlong(line: readonly LonLat[]): LonLat {
  const plane = planeAt(line[0][1])
  return (
    line.slice(1).find((point) => planeDistanceMeters(plane, line[0], point) >= LOOK_METERS) ??
    line[line.length - 1]
  )
}
