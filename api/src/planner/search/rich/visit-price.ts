import { COMPACTNESS_NEIGHBOURS, STABILITY_STEP_SECONDS } from '../../model/index.ts'
import type { RichInstance } from './rich-instance.ts'

/** Weighted lateness, zones and stability of a job that is done on this route at these times. */
export function visitPrice(
  instance: RichInstance,
  route: number,
  job: number,
  start: number,
  end: number,
): number {
  let price = 0
  if (end > instance.due[job]) price += (end - instance.due[job]) * instance.latePrice[job]
  const { weights } = instance
  if (weights.compactness > 0 && instance.isOutside[route * instance.jobs + job]) {
    price += COMPACTNESS_NEIGHBOURS * weights.compactness
  }
  if (weights.stability > 0 && instance.publishedCrew[job] >= 0) {
    price += changePrice(instance, route, job, start)
  }
  return price
}

function changePrice(instance: RichInstance, route: number, job: number, start: number): number {
  const { stability, weights } = instance
  const early = instance.publishedStart[job] - start
  const late = start - instance.publishedEnd[job]
  const outside = early > 0 ? early : late > 0 ? late : 0
  let change = Math.ceil(outside / STABILITY_STEP_SECONDS) * stability.perStep
  if (instance.publishedCrew[job] !== instance.crewOf[route]) change += stability.crewChange
  if (change > 0 && instance.isNotified[job]) change += stability.notified
  return change * weights.stability
}

/** Earliest start in a job's windows from `ready` on, or −1. */
export function startInWindows(instance: RichInstance, job: number, ready: number): number {
  const { windowFrom, windowStart, windowEnd } = instance
  for (let index = windowFrom[job]; index < windowFrom[job + 1]; index++) {
    if (ready <= windowEnd[index]) return ready > windowStart[index] ? ready : windowStart[index]
  }
  return -1
}
