import fc from 'fast-check'
import { expect, test } from 'vitest'
import { liveThrough } from './live-through.ts'

test('a crew whose ways and work are known comes and goes as it did', () => {
  const times = fc.array(fc.tuple(fc.nat(3600), fc.nat(3600), fc.nat(7200)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(times, (given) => {
      let at = 1_000_000
      const recorded = given.map(([idle, way, stay], taskId) => {
        const departAt = at + idle
        at = departAt + way + stay
        return { taskId, departedAt: departAt, arrivedAt: departAt + way, endedAt: at }
      })
      const { stops, homeAt, driveMilliseconds } = liveThrough(
        {
          crewId: 1,
          startAt: recorded[0].departedAt,
          shifts: [],
          items: recorded.map(({ taskId, departedAt, arrivedAt, endedAt }) => ({
            kind: 'task',
            taskId,
            known: { departAt: departedAt, stayMilliseconds: endedAt - arrivedAt },
          })),
        },
        {
          driveMilliseconds: (_, __, to) => (to === null ? 0 : given[to][1]),
          workMilliseconds: () => 0,
          notBefore: () => Infinity,
        },
      )
      expect(stops).toEqual(recorded)
      expect(homeAt).toBe(at)
      expect(driveMilliseconds).toBe(given.reduce((sum, [, way]) => sum + way, 0))
    }),
  )
})
