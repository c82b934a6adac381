import { expect, test } from 'vitest'
import { readSheetsView, writeSheetsView } from './sheets-view.ts'

const read = (query: string) => readSheetsView(new URL(`http://here/${query}`))

test('what is written is read again', () => {
  const view = { day: '2026-03-12', crewIds: [3, 1] }
  expect(read(writeSheetsView(view))).toEqual(view)
  expect(writeSheetsView({ day: null, crewIds: [] })).toBe('')
})

test('what is no day and no crew counts as not said', () => {
  expect(read('?day=12.3.2026&crew=x,-1,2,2')).toEqual({ day: null, crewIds: [2] })
})
