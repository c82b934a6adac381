import { expect, test } from 'vitest'
import type { Stop } from '../contract/index.ts'
import { movedStops } from './moved-stops.ts'

/** A crew's day: each task begins an hour after the one before it, from the hour given. */
function route(crewId: number, taskIds: number[], from = 8) {
  const stops = taskIds.map((taskId, index) => ({
    kind: 'task',
    taskId,
    workOrderId: taskId + 100,
    title: `work ${taskId}`,
    startAt: new Date(Date.UTC(2026, 2, 12, from + index)).toISOString(),
  }))
  return { crewId, stops: stops as Stop[] }
}

const kinds = (...[before, after]: Parameters<typeof movedStops>) =>
  movedStops(before, after).map(({ taskId, kind }) => `${taskId} ${kind}`)

test('a version does not differ from itself', () => {
  expect(movedStops([route(1, [1, 2, 3])], [route(1, [1, 2, 3])])).toEqual([])
})

test('a stop with another crew, one that is out and one that is in are named, with where they stood', () => {
  const before = [route(1, [1, 2]), route(2, [3])]
  const after = [route(1, [1]), route(2, [3, 2, 4])]
  expect(movedStops(before, after)).toMatchObject([
    { taskId: 2, workOrderId: 102, title: 'work 2', kind: 'crew', from: { crewId: 1, place: 2 } },
    { taskId: 4, kind: 'assigned', from: null, to: { crewId: 2, place: 3 } },
  ])
  expect(kinds(before, [route(1, [1, 2])])).toEqual(['3 unassigned'])
})

test('of an order that has changed, the fewest stops are named that explain it', () => {
  expect(kinds([route(1, [1, 2, 3, 4])], [route(1, [4, 1, 2, 3], 7)])).toEqual(['4 order'])
})

test('a start that shifts by five minutes is named, a smaller one is not', () => {
  const [{ crewId, stops }] = [route(1, [1])]
  const late = (minutes: number) => [
    {
      crewId,
      stops: stops.map((stop) => ({
        ...stop,
        startAt: new Date(Date.parse(stop.startAt) + minutes * 60_000).toISOString(),
      })),
    },
  ]
  expect(kinds([{ crewId, stops }], late(4))).toEqual([])
  expect(kinds([{ crewId, stops }], late(5))).toEqual(['1 time'])
})
