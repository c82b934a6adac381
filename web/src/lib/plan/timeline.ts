import type { Route, Shift, Stop } from '@dromos/api/contract'

export type BarKind = 'travel' | 'wait' | 'service' | 'break' | 'reload'

/** A piece of a crew's day. Times are milliseconds since 1970. */
export interface Bar {
  kind: BarKind
  from: number
  to: number
  /** the stop it belongs to; a way belongs to where it leads */
  stop: Stop
  /** among the crew's tasks, from 1; 0 for what is none */
  number: number
}

/** When the work of a stop may begin, and by when it is to be done. */
export interface Limits {
  taskId: number
  window: { from: number | null; to: number | null } | null
  dueAt: number | null
  isLate: boolean
}

export interface Lane {
  crewId: number
  bars: Bar[]
  limits: Limits[]
  shifts: { from: number; to: number }[]
  /** work after the last shift's end */
  overtime: { from: number; to: number } | null
}

/** A crew's route as bars without gaps: on the way, waiting, at work, at rest. */
export function laneOf(route: Route, shifts: readonly Shift[]): Lane {
  const own = shifts
    .filter((shift) => shift.crewId === route.crewId)
    .map((shift) => ({ from: Date.parse(shift.startsAt), to: Date.parse(shift.endsAt) }))
    .sort((a, b) => a.from - b.from)
  const end = own.at(-1)?.to
  const endsAt = Date.parse(route.endsAt)
  return {
    crewId: route.crewId,
    bars: barsOf(route.stops),
    limits: route.stops.flatMap(limitsOf),
    shifts: own,
    overtime:
      end !== undefined && endsAt > end && route.overtimeSeconds > 0 ? { from: end, to: endsAt } : null,
  }
}

/** Makes lanes, the same one for the same route. */
export function rememberLanes(shifts: readonly Shift[]): (route: Route) => Lane {
  const lanes = new WeakMap<Route, Lane>()
  return (route) => {
    const lane = lanes.get(route) ?? laneOf(route, shifts)
    lanes.set(route, lane)
    return lane
  }
}

function limitsOf({ taskId, window, dueAt, lateSeconds }: Stop): Limits[] {
  if (taskId === null || (!window && !dueAt)) return []
  const [from, to] = (window ?? []).map((at) => (at === null ? null : Date.parse(at)))
  return [
    {
      taskId,
      window: window && { from: from ?? null, to: to ?? null },
      dueAt: dueAt === null ? null : Date.parse(dueAt),
      isLate: lateSeconds > 0,
    },
  ]
}

function barsOf(stops: readonly Stop[]): Bar[] {
  const bars: Bar[] = []
  let number = 0
  for (const stop of stops) {
    const arrival = Date.parse(stop.arrivalAt)
    const start = Date.parse(stop.startAt)
    const end = Date.parse(stop.endAt)
    if (stop.kind === 'task') number += 1
    const mine = stop.kind === 'task' ? number : 0
    const add = (kind: BarKind, from: number, to: number) => {
      if (to > from) bars.push({ kind, from, to, stop, number: mine })
    }
    add('travel', arrival - stop.travelSeconds * 1000, arrival)
    add('wait', arrival, start)
    if (stop.kind === 'task') add('service', start, end)
    if (stop.kind === 'break') add('break', start, end)
    if (stop.kind === 'reload') add('reload', start, end)
  }
  return bars
}

export interface Span {
  from: number
  to: number
}

const hour = 3_600_000
/** pixels of the name of an hour, and of a tag among them */
const halfName = 18
const halfTag = 26

/** The hours a timeline shows: all shifts and all work, to half hours. */
export function spanOf(lanes: readonly Lane[]): Span {
  const times = lanes.flatMap(({ bars, shifts, overtime }) => [
    ...bars.flatMap(({ from, to }) => [from, to]),
    ...shifts.flatMap(({ from, to }) => [from, to]),
    ...(overtime ? [overtime.to] : []),
  ])
  if (!times.length) return { from: 0, to: hour }
  const half = hour / 2
  const from = Math.floor(Math.min(...times) / half) * half
  return { from, to: Math.max(from + hour, Math.ceil(Math.max(...times) / half) * half) }
}

/** Whole hours of a span, or quarters and halves of them, as many as there is room for. */
export function hoursOf({ from, to }: Span, pixelsPerHour: number): number[] {
  const step = [0.25, 0.5, 1, 2, 3, 6].find((hours) => hours * pixelsPerHour >= 60) ?? 12
  const grid = Math.min(step, 1) * hour
  const first = Math.ceil(from / grid) * grid
  const count = Math.floor((to - first) / hour / step)
  return Array.from({ length: count + 1 }, (_, index) => first + index * step * hour)
}

/** The hours of a day that are named, and how wide it is drawn. */
export interface HourScale {
  whole: Span
  marks: readonly number[]
  pixelsPerHour: number
}

/** Those hours whose name would touch a tag at a time. */
export function hoursUnder(at: number, { whole, marks, pixelsPerHour }: HourScale): number[] {
  return marks.filter((mark) => {
    const middle = ((mark - at) / hour) * pixelsPerHour + sideOf(mark, whole) * halfName
    return Math.abs(middle) < halfName + halfTag
  })
}

/** Those hours whose name an edge of what is in sight would cut. */
export function hoursCut({ from, to }: Span, { whole, marks, pixelsPerHour }: HourScale): number[] {
  const isCut = (middle: number, edge: number) =>
    Math.abs(((middle - edge) / hour) * pixelsPerHour) < halfName - 1
  return marks.filter((mark) => {
    const middle = mark + ((sideOf(mark, whole) * halfName) / pixelsPerHour) * hour
    return isCut(middle, from) || isCut(middle, to)
  })
}

/** The hour at which a day begins is named right of its mark (1), the one at which it ends left of it (-1). */
export function sideOf(mark: number, { from, to }: Span): -1 | 0 | 1 {
  return mark === from ? 1 : mark === to ? -1 : 0
}

/** The room of a place among a crew's tasks: between the stops beside it, or to the end of the shift. */
export function roomAt({ bars, shifts }: Lane, place: number, movedTaskIds: readonly number[]): Span {
  const tasks = bars.filter((bar) => bar.kind === 'service' && !movedTaskIds.includes(bar.stop.taskId!))
  const [before, after] = [tasks[place - 1], tasks[place]]
  const from = before?.to ?? shifts[0]?.from ?? after?.from ?? 0
  return { from, to: Math.max(from, after?.from ?? shifts.at(-1)?.to ?? from) }
}

/** Where among a crew's tasks something dropped at `time` goes, from 0; what is moved does not count. */
export function dropPlace(lane: Lane, time: number, movedTaskIds: readonly number[]): number {
  const tasks = lane.bars.filter((bar) => bar.kind === 'service' && !movedTaskIds.includes(bar.stop.taskId!))
  const after = tasks.findIndex((bar) => time < (bar.from + bar.to) / 2)
  return after < 0 ? tasks.length : after
}
