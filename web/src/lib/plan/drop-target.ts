import type { Planning } from './planning.svelte.ts'
import { dropPlace, laneOf } from './timeline.ts'

/** Where something moved would go; no crew means out of the plan. */
export interface DropTarget {
  crewId: number | null
  /** among the crew's tasks without what is moved; the cheapest place unless told */
  place?: number
}

/** What a move may take out of the plan besides, to make room. */
export interface Destination extends DropTarget {
  leaveOutTaskIds?: number[]
}

interface Given {
  planning: Planning
  /** what is moved */
  taskIds: readonly number[]
  /** what the map has there; null where there is no map */
  onMap: ((x: number, y: number) => DropTarget | null) | null
}

/**
 * What lies under the pointer, by `data-drop`: "out"; "crew" and "stop" with their `data-crew` and `data-place`;
 * "lane" with the times of its ends, `data-from` and `data-to`; "map".
 */
export function dropTargetAt(x: number, y: number, { planning, taskIds, onMap }: Given): DropTarget | null {
  // a message that floats there for some seconds is not what is aimed at
  const under = document.elementsFromPoint(x, y).find((each) => !each.closest('[data-afloat]'))
  const zone = under?.closest<HTMLElement>('[data-drop]')
  if (!zone) return null
  const { drop, crew, place } = zone.dataset
  if (drop === 'out') return { crewId: null }
  if (drop === 'map') return onMap?.(x, y) ?? null
  const crewId = Number(crew)
  if (drop === 'crew') return { crewId }
  const box = zone.getBoundingClientRect()
  if (drop === 'stop') {
    const wanted = Number(place) + (y > box.top + box.height / 2 ? 1 : 0)
    return { crewId, place: placeWithout(planning, crewId, wanted, taskIds) }
  }
  const { from, to } = zone.dataset
  const time = Number(from) + ((x - box.left) / box.width) * (Number(to) - Number(from))
  const route = planning.detail.value?.routes.find((each) => each.crewId === crewId)
  if (!route) return { crewId }
  return { crewId, place: dropPlace(laneOf(route, []), time, taskIds) }
}

/** A place among all of a crew's tasks, counted without what is moved. */
export function placeWithout(
  planning: Pick<Planning, 'find'>,
  crewId: number,
  place: number,
  taskIds: readonly number[],
): number {
  const before = taskIds.filter((taskId) => {
    const moved = planning.find(taskId)
    return moved?.crewId === crewId && moved.place < place
  })
  return place - before.length
}
