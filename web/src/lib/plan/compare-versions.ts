import type { PlanVersionDetail } from '@dromos/api/contract'

type PlanSummary = NonNullable<PlanVersionDetail['summary']>

export interface Comparison {
  /** tasks with another crew than before */
  movedTaskIds: number[]
  /** tasks with the same crew that begin at another time, by five minutes or more */
  shiftedTaskIds: number[]
  addedTaskIds: number[]
  droppedTaskIds: number[]
  /** this version minus the other; null where one of them has no figures */
  figures: {
    travelSeconds: number
    distanceMeters: number
    overtimeSeconds: number
    lateSeconds: number
    assignedCount: number
  } | null
}

const noticedSeconds = 300

/** What a version changes against another one. */
export function compareVersions(version: PlanVersionDetail, base: PlanVersionDetail): Comparison {
  const before = placesOf(base)
  const after = placesOf(version)
  const both = [...after.keys()].filter((task) => before.has(task))
  const moved = both.filter((task) => before.get(task)!.crewId !== after.get(task)!.crewId)
  const isMoved = new Set(moved)
  return {
    movedTaskIds: moved,
    shiftedTaskIds: both.filter((task) => {
      const change = Math.abs(after.get(task)!.startsAt - before.get(task)!.startsAt)
      return !isMoved.has(task) && change >= noticedSeconds * 1000
    }),
    addedTaskIds: [...after.keys()].filter((task) => !before.has(task)),
    droppedTaskIds: [...before.keys()].filter((task) => !after.has(task)),
    figures: version.summary && base.summary ? difference(version.summary, base.summary) : null,
  }
}

function placesOf(version: PlanVersionDetail): Map<number, { crewId: number; startsAt: number }> {
  return new Map(
    version.routes.flatMap((route) =>
      route.stops.flatMap((stop) =>
        stop.taskId === null
          ? []
          : [[stop.taskId, { crewId: route.crewId, startsAt: Date.parse(stop.startAt) }] as const],
      ),
    ),
  )
}

function difference(a: PlanSummary, b: PlanSummary): NonNullable<Comparison['figures']> {
  return {
    travelSeconds: a.travelSeconds - b.travelSeconds,
    distanceMeters: a.distanceMeters - b.distanceMeters,
    overtimeSeconds: a.overtimeSeconds - b.overtimeSeconds,
    lateSeconds: a.lateSeconds - b.lateSeconds,
    assignedCount: a.assignedCount - b.assignedCount,
  }
}
