import type { Route, Stop } from '@dromos/api/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cardAfter, columnsOf, loadOf } from './board.ts'

const stop = (kind: Stop['kind'], taskId: number | null = null) => ({ kind, taskId }) as Stop
const route = (crewId: number, stops: Stop[]) => ({ crewId, stops }) as Route

test('every crew of a version has one column, the idle last', () => {
  const busy = route(3, [stop('start'), stop('task', 11), stop('break'), stop('task', 12), stop('end')])
  const columns = columnsOf({ crewIds: [1, 2, 3], routes: [route(2, [stop('start'), stop('end')]), busy] })
  expect(columns.map(({ crewId }) => crewId)).toEqual([3, 1, 2])
  expect(columns[0]!.stops.map(({ taskId }) => taskId)).toEqual([11, 12])
  expect(columns[1]).toMatchObject({ route: null, stops: [] })
})

test('a load is told by what is nearer to full', () => {
  const vehicle = { capacityM3: 10, capacityKg: 1000 }
  expect(loadOf({ peakLoadM3: 5, peakLoadKg: 900 }, vehicle)?.share).toBe(0.9)
  expect(loadOf({ peakLoadM3: 12, peakLoadKg: 0 }, vehicle)?.share).toBe(1.2)
  expect(loadOf(null, vehicle)?.share).toBe(0)
  expect(loadOf({ peakLoadM3: 1, peakLoadKg: 0 }, { capacityM3: 0, capacityKg: 5 })?.share).toBe(Infinity)
  expect(loadOf({ peakLoadM3: 0, peakLoadKg: 0 }, { capacityM3: 0, capacityKg: 0 })?.share).toBe(0)
  expect(loadOf({ peakLoadM3: 1, peakLoadKg: 1 }, null)).toBeNull()
})

test('arrow keys go along a column and over to the next that has cards', () => {
  const counts = [3, 0, 1]
  expect(cardAfter(counts, { column: 0, place: 2 }, 'ArrowRight')).toEqual({ column: 2, place: 0 })
  expect(cardAfter(counts, { column: 2, place: 0 }, 'ArrowLeft')).toEqual({ column: 0, place: 0 })
  expect(cardAfter(counts, { column: 0, place: 0 }, 'End')).toEqual({ column: 0, place: 2 })
  expect(cardAfter(counts, { column: 0, place: 2 }, 'ArrowDown')).toBeNull()
  expect(cardAfter(counts, { column: 0, place: 0 }, 'Enter')).toBeNull()
})

test('no key leads to a card that is not there', () => {
  const keys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']
  const board = fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }).filter((counts) => counts.some(Boolean))
  fc.assert(
    fc.property(board, fc.nat(), fc.nat(), fc.constantFrom(...keys), (counts, c, p, key) => {
      const full = counts.flatMap((count, column) => (count ? [column] : []))
      const column = full[c % full.length]!
      const to = cardAfter(counts, { column, place: p % counts[column]! }, key)
      return to === null || (to.place >= 0 && to.place < counts[to.column]!)
    }),
  )
})
