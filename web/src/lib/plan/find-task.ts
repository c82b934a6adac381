import type { LonLat, PlanVersionDetail, Stop } from '@dromos/api/contract'

export interface FoundTask {
  taskId: number
  /** null when nobody has it */
  crewId: number | null
  /** among the crew's tasks, from 0 */
  place: number
  title: string
  stop: Stop | null
  location: LonLat | null
}

/** Where a task stands in a version: with a crew, or left out. */
export function findTask(version: PlanVersionDetail, taskId: number): FoundTask | null {
  for (const route of version.routes) {
    const tasks = route.stops.filter((stop) => stop.kind === 'task')
    const place = tasks.findIndex((stop) => stop.taskId === taskId)
    const stop = tasks[place]
    if (!stop) continue
    return { taskId, crewId: route.crewId, place, title: stop.title ?? '', stop, location: stop.location }
  }
  const left = version.unassigned.find((each) => each.taskId === taskId)
  return left
    ? { taskId, crewId: null, place: 0, title: left.title, stop: null, location: left.location }
    : null
}

/** The work order of each task of a version. */
export function ordersByTask(version: PlanVersionDetail): Map<number, number> {
  const orders = new Map<number, number>()
  for (const route of version.routes) {
    for (const { taskId, workOrderId } of route.stops) {
      if (taskId !== null && workOrderId !== null) orders.set(taskId, workOrderId)
    }
  }
  for (const { taskId, workOrderId } of version.unassigned) orders.set(taskId, workOrderId)
  return orders
}
