import type { MovedStop, Route } from '../contract/index.ts'
import { inOrder } from '../planner/replan/index.ts'

/** what a start may shift by before anybody minds */
const noticedSeconds = 300

type Routes = Pick<Route, 'crewId' | 'stops'>[]
interface Known extends Pick<MovedStop, 'workOrderId' | 'title'> {
  at: NonNullable<MovedStop['to']>
}

/** The stops that stand elsewhere than before, by name; of several reasons the first counts. */
export function movedStops(before: Routes, after: Routes): MovedStop[] {
  const was = knownStops(before)
  const is = knownStops(after)
  const kept = keptInOrder(was, after)
  return [...new Set([...is.keys(), ...was.keys()])].flatMap((taskId) => {
    const from = was.get(taskId)
    const to = is.get(taskId)
    const kind = kindOf(from?.at, to?.at, kept.has(taskId))
    const { workOrderId, title } = (to ?? from)!
    return kind ? [{ taskId, workOrderId, title, kind, from: from?.at ?? null, to: to?.at ?? null }] : []
  })
}

function kindOf(from: Known['at'] | undefined, to: Known['at'] | undefined, isKept: boolean) {
  if (!from) return 'assigned'
  if (!to) return 'unassigned'
  if (from.crewId !== to.crewId) return 'crew'
  if (!isKept) return 'order'
  const shift = Math.abs(Date.parse(from.startAt) - Date.parse(to.startAt))
  return shift >= noticedSeconds * 1000 ? 'time' : null
}

function knownStops(routes: Routes): Map<number, Known> {
  return new Map(
    routes.flatMap(({ crewId, stops }) =>
      stops
        .filter(({ kind }) => kind === 'task')
        .map(({ taskId, workOrderId, title, startAt }, index): [number, Known] => [
          taskId!,
          { workOrderId: workOrderId!, title: title ?? '', at: { crewId, place: index + 1, startAt } },
        ]),
    ),
  )
}

/** Stops that are with the crew they were with, behind the same ones: as many as can be. */
function keptInOrder(was: ReadonlyMap<number, Known>, after: Routes): Set<number> {
  return new Set(
    after.flatMap(({ crewId, stops }) => {
      const stayed = stops.flatMap(({ taskId }) => {
        const from = taskId === null ? undefined : was.get(taskId)?.at
        return from?.crewId === crewId ? [{ taskId: taskId!, place: from.place }] : []
      })
      return inOrder(stayed.map(({ place }) => place)).map((index) => stayed[index].taskId)
    }),
  )
}
