import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chosenInCounts } from '#lib/map/request-layers.ts'
import { countsOf } from './counted-in.ts'
import { followChosen } from './ground-marks.ts'
import { requestRow } from './testing.ts'

/** What features of a map bear, by source, layer and id. */
function markedMap(sources: string[]) {
  const states: Record<string, object> = {}
  const whole: Record<string, Record<number, number>> = {}
  const map = {
    getSource: (id: string) => (sources.includes(id) ? {} : undefined),
    setFeatureState: (at: { source: string; sourceLayer?: string; id: number }, state: object) =>
      (states[[at.source, at.sourceLayer, at.id].join(' ')] = state),
    getGlobalState: () => whole,
    setGlobalStateProperty: (name: string, value: Record<number, number>) => (whole[name] = value),
  } as unknown as MapLibreMap
  return { map, states, whole }
}

const rowsOf = (...places: [number, number][]) =>
  new Map(places.map((location, id) => [id, requestRow({ id, location })]))

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => setTimeout(draw, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('the counts of tiles tell how many of their requests are chosen, until they no longer are', () => {
  const { map, states, whole } = markedMap(['requests'])
  const [here, far] = [[23.68, 37.99] as [number, number], [23.78, 37.99] as [number, number]]
  const chosenIn = (id: number) => whole[chosenInCounts]?.[id]
  const choose = (marks: Parameters<typeof followChosen>[1]) => {
    followChosen(map, marks)
    vi.runAllTimers()
  }
  const given = { orders: new Map<number, unknown>(), services: [] }
  const [wide, near, other] = [countsOf(here).at(0)!, countsOf(here).at(-1)!, countsOf(far).at(-1)!]
  choose({ ...given, requests: rowsOf() })
  expect(whole).toEqual({})
  choose({ ...given, requests: rowsOf(here, here, far) })
  expect([wide, near, other].map(chosenIn)).toEqual([3, 2, 1])
  expect(states['requests request 2']).toEqual({ selected: true })
  choose({ ...given, requests: rowsOf(here) })
  expect([wide, near, other].map(chosenIn)).toEqual([1, 1, undefined])
  expect(states['requests request 2']).toEqual({ selected: false })
  // tiles of another service do not count it
  choose({ ...given, requests: rowsOf(here), services: ['graffiti'] })
  expect(whole[chosenInCounts]).toEqual({})
})

test('what is chosen key by key is marked at once, and counted when the keys have paused', () => {
  const { map, states, whole } = markedMap(['requests'])
  const place: [number, number] = [23.68, 37.99]
  const given = { orders: new Map<number, unknown>(), services: [] }
  let stop = () => {}
  for (const count of [1, 2, 3]) {
    stop()
    stop = followChosen(map, { ...given, requests: rowsOf(...Array.from({ length: count }, () => place)) })
    vi.advanceTimersByTime(100)
    expect(states[`requests request ${count - 1}`]).toEqual({ selected: true })
    expect(whole).toEqual({})
  }
  vi.runAllTimers()
  expect(whole[chosenInCounts]?.[countsOf(place).at(-1)!]).toBe(3)
})
