import { expect, test } from 'vitest'
import { byIncident, foldedUnder, foldIncidents } from './fold-incidents.ts'

const rows = [
  { id: 1, incidentId: 7 },
  { id: 2, incidentId: null },
  { id: 3, incidentId: 8 },
  { id: 4, incidentId: 7 },
  { id: 5, incidentId: 7 },
]
const reports = byIncident(rows)
const ids = (list: readonly { id: number }[]) => list.map(({ id }) => id)

test('reports of one fault are one row, where the first of them stands', () => {
  expect(ids(foldIncidents(rows, reports, new Set()))).toEqual([1, 2, 3])
})

test('an opened fault shows its reports one under the other', () => {
  expect(ids(foldIncidents(rows, reports, new Set([7])))).toEqual([1, 4, 5, 2, 3])
})

test('a folded row stands for all its reports, an opened one for itself', () => {
  expect(ids(foldedUnder(rows[3]!, reports, new Set()))).toEqual([4, 1, 5])
  expect(ids(foldedUnder(rows[0]!, reports, new Set([7])))).toEqual([1])
  expect(ids(foldedUnder(rows[1]!, reports, new Set()))).toEqual([2])
})
