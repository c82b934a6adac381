import type { PlanVersionDetail } from '@dromos/api/contract'

/** How many crews have another day than in the version in force. */
export function changedCrews(version: PlanVersionDetail, inForce: PlanVersionDetail | null): number {
  const before = ordersByCrew(inForce)
  const after = ordersByCrew(version)
  const crews = [...new Set([...before.keys(), ...after.keys()])]
  return crews.filter((crew) => String(before.get(crew)) !== String(after.get(crew))).length
}

function ordersByCrew(version: PlanVersionDetail | null): Map<number, number[]> {
  return new Map(
    (version?.routes ?? []).map((route) => [
      route.crewId,
      route.stops.flatMap((stop) => (stop.workOrderId === null ? [] : [stop.workOrderId])),
    ]),
  )
}
