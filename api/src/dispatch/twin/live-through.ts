/** A day as it goes once it is known who goes where: pure, in milliseconds since 1970. */

/** What the day made of the work, whoever did it. Null as a place is the depot. */
export interface Reality {
  driveMilliseconds(crewId: number, fromTaskId: number | null, toTaskId: number | null): number
  workMilliseconds(taskId: number): number
  /** before which work there could not begin */
  notBefore(taskId: number): number | null
}

export type IntentItem =
  /** `known` of what was so: when the crew left for it, and how long it stayed */
  | { kind: 'task'; taskId: number; known: { departAt: number; stayMilliseconds: number } | null }
  | { kind: 'pause'; milliseconds: number }
  /** to the depot and on from there */
  | { kind: 'reload'; milliseconds: number }

/** What a crew sets out to do at one go. */
export interface Intent {
  crewId: number
  startAt: number
  /** in which it does so, in the order of time; none where it works without one */
  shifts: readonly { startsAt: number; endsAt: number }[]
  items: readonly IntentItem[]
}

export interface LivedStop {
  taskId: number
  departedAt: number
  arrivedAt: number
  endedAt: number
}

export interface LivedRoute extends Omit<Intent, 'items'> {
  stops: LivedStop[]
  homeAt: number
  /** the last way home is not in it */
  driveMilliseconds: number
}

/** Every crew does what it meant to, in order, as fast as the day allowed. */
export function liveThrough({ items, ...intent }: Intent, reality: Reality): LivedRoute {
  const stops: LivedStop[] = []
  let at = intent.startAt
  let place: number | null = null
  let driveMilliseconds = 0
  const drive = (to: number | null) => {
    const way = reality.driveMilliseconds(intent.crewId, place, to)
    place = to
    return way
  }
  for (const item of items) {
    if (item.kind === 'task') {
      const departedAt = item.known?.departAt ?? at
      const way = drive(item.taskId)
      const arrivedAt = departedAt + way
      const begunAt = Math.max(arrivedAt, reality.notBefore(item.taskId) ?? arrivedAt)
      at = item.known
        ? arrivedAt + item.known.stayMilliseconds
        : begunAt + reality.workMilliseconds(item.taskId)
      driveMilliseconds += way
      stops.push({ taskId: item.taskId, departedAt, arrivedAt, endedAt: at })
      continue
    }
    if (item.kind === 'reload') {
      const way = drive(null)
      driveMilliseconds += way
      at += way
    }
    at += item.milliseconds
  }
  return { ...intent, stops, homeAt: at + drive(null), driveMilliseconds }
}
