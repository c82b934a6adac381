import type { LonLat, StreetClosure, Stretch } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { ClosureDraft } from './closure-draft.svelte.ts'

const now = new Date('2026-03-11T08:00:00Z')
const stretch = (id: number): Stretch => ({
  id,
  line: { type: 'LineString', coordinates: [place(id), place(id + 1)] },
  lengthMeters: 100,
  numberFrom: null,
  numberTo: null,
  crossings: [[], []],
})
const place = (id: number): LonLat => [23.7 + id / 1000, 38]
const draftOf = (changed: StreetClosure | null = null, at = now) =>
  new ClosureDraft('Europe/Athens', at, changed)

test('stretches go in and out, a whole street at once too', () => {
  const draft = draftOf()
  expect(draft.body).toBeNull()
  draft.turn([stretch(1)])
  draft.turn([stretch(1), stretch(2)])
  expect([...draft.stretches.keys()]).toEqual([1, 2])
  expect(draft.body).toMatchObject({ speedFactor: 0, geometry: { type: 'MultiLineString' } })
  draft.turn([stretch(1), stretch(2)])
  expect(draft.geometry).toBeNull()
})

test('a closure must end after it begins', () => {
  const draft = draftOf()
  draft.turn([stretch(1)])
  draft.toDay = draft.fromDay
  draft.toTime = '09:00'
  expect(draft.body).toBeNull()
  draft.toDay = null
  expect(draft.body).toMatchObject({ from: '2026-03-11T08:00:00.000Z', to: null })
})

test('a closure ends with its day, and one that begins late in the day with the next', () => {
  const ends = ['2026-03-11T08:00:00Z', '2026-03-11T21:50:00Z'].map((at) => {
    const draft = draftOf(null, new Date(at))
    draft.turn([stretch(1)])
    return draft.body?.to
  })
  expect(ends).toEqual(['2026-03-11T21:45:00.000Z', '2026-03-12T21:45:00.000Z'])
})

test('a closure that is changed keeps its place until another is chosen', () => {
  const closure: StreetClosure = {
    id: 7,
    geometry: { type: 'LineString', coordinates: [place(1), place(2)] },
    from: '2026-03-11T06:00:00.000Z',
    to: '2026-03-11T12:00:00.000Z',
    speedFactor: 0.25,
    reason: 'Έργα',
    streets: ['Θηβών'],
  }
  const draft = draftOf(closure)
  const { id: _, streets: __, ...body } = closure
  expect(draft.body).toEqual(body)
  draft.turn([stretch(5)])
  expect(draft.geometry).toEqual({ type: 'MultiLineString', coordinates: [stretch(5).line.coordinates] })
})
