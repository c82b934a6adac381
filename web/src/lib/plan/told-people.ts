import type { PlanVersionDetail } from '@dromos/api/contract'

export interface ToldPeople {
  /** crews whose day changes */
  crewCount: number
  /** orders that are given out now and were not before */
  newOrderIds: number[]
}

/** Whom publishing a version concerns, against the version in force. */
export function toldPeople(version: PlanVersionDetail, inForce: PlanVersionDetail | null): ToldPeople {
  const before = ordersByCrew(inForce)
  const after = ordersByCrew(version)
  const crews = new Set([...before.keys(), ...after.keys()])
  const known = new Set([...before.values()].flat())
  return {
    crewCount: [...crews].filter((crew) => String(before.get(crew)) !== String(after.get(crew))).length,
    newOrderIds: [...new Set([...after.values()].flat())].filter((order) => !known.has(order)),
  }
}

function ordersByCrew(version: PlanVersionDetail | null): Map<number, number[]> {
  return new Map(
    (version?.routes ?? []).map((route) => [
      route.crewId,
      route.stops.flatMap((stop) => (stop.workOrderId === null ? [] : [stop.workOrderId])),
    ]),
  )
}
