import type { RunSheetVisit } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { changesOf } from './changes.ts'
import { visit } from './testing.ts'

const at = '2026-11-24T08:00:00.000Z'

function stop(id: number, changes: Partial<RunSheetVisit>): RunSheetVisit {
  return { ...visit(id), plannedArrivalAt: at, acceptedAt: at, acceptedArrivalAt: at, ...changes }
}

test('a stop that nobody has seen is new, one at another time has moved, and one taken back is told', () => {
  const withdrawn = [visit(9)]
  const changes = changesOf(
    [
      stop(1, { acceptedAt: null }),
      stop(2, { acceptedArrivalAt: '2026-11-24T07:00:00.000Z' }),
      stop(3, { acceptedArrivalAt: '2026-11-24T07:55:00.000Z' }),
      stop(4, { acceptedAt: null, status: 'en_route' }),
    ],
    withdrawn,
  )
  expect(changes.map(({ kind, visit: { id } }) => [kind, id])).toEqual([
    ['new', 1],
    ['moved', 2],
    ['withdrawn', 9],
  ])
  expect(changes[1].before).toBe('2026-11-24T07:00:00.000Z')
})

test('a day that was kept before changes were known says nothing of them', () => {
  expect(changesOf([visit(1)], [])).toEqual([])
})
