import { expect, test } from 'vitest'
import type { Bounds } from '#lib/map/stage.svelte.ts'
import { fitNext } from './fit-next.ts'

const day: Bounds = [23.7, 37.9, 23.8, 38.0]
const shown: Bounds = [23.69, 37.89, 23.81, 38.01]
const wider: Bounds = [23.6, 37.9, 23.8, 38.0]
const next = { key: '1', bounds: day, isElsewhere: false, shown }
const nothing = { key: '', bounds: null }

test('a plan is shown whole when it comes, and another one too', () => {
  expect(fitNext(nothing, next)).toEqual({ key: '1', bounds: day, moves: true })
  expect(fitNext({ key: '1', bounds: day }, { ...next, key: '2' })).toMatchObject({ key: '2', moves: true })
})

test('its next version moves nothing, unless the map does not show it whole', () => {
  const before = { key: '1', bounds: day }
  expect(fitNext(before, next)).toMatchObject({ moves: false })
  expect(fitNext(before, { ...next, bounds: wider })).toEqual({ key: '1', bounds: wider, moves: true })
})

test('whoever has moved the map away stays there, also when a version follows', () => {
  expect(fitNext({ key: '1', bounds: null }, { ...next, bounds: wider })).toMatchObject({ moves: false })
  expect(fitNext(nothing, { ...next, isElsewhere: true })).toEqual({ key: '1', bounds: null, moves: false })
})

test('a plan that was left and is come back to is shown whole again', () => {
  const left = fitNext({ key: '1', bounds: day }, { ...next, key: '', bounds: null })
  expect(fitNext(left, next)).toMatchObject({ moves: true })
})
