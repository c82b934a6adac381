import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { countsOf } from './counted-in.ts'
import { markAllChosen } from './ground-marks.ts'
import { requestRow } from './testing.ts'

/** What features of a map bear, by source, layer and id. */
function markedMap(sources: string[]) {
  const states: Record<string, object> = {}
  const map = {
    getSource: (id: string) => (sources.includes(id) ? {} : undefined),
    setFeatureState: (at: { source: string; sourceLayer?: string; id: number }, state: object) =>
      (states[[at.source, at.sourceLayer, at.id].join(' ')] = state),
  } as unknown as MapLibreMap
  return { map, states }
}

const rowsOf = (...places: [number, number][]) =>
  new Map(places.map((location, id) => [id, requestRow({ id, location })]))

test('the counts of tiles tell how many of their requests are chosen, until they no longer are', () => {
  const { map, states } = markedMap(['requests'])
  const [here, far] = [[23.68, 37.99] as [number, number], [23.78, 37.99] as [number, number]]
  const chosenIn = (id: number) => states[`requests request_cluster ${id}`]
  const [wide, near, other] = [countsOf(here).at(0)!, countsOf(here).at(-1)!, countsOf(far).at(-1)!]
  markAllChosen(map, rowsOf(here, here, far), new Map())
  expect([wide, near, other].map(chosenIn)).toEqual([{ chosen: 3 }, { chosen: 2 }, { chosen: 1 }])
  expect(states['requests request 2']).toEqual({ selected: true })
  markAllChosen(map, rowsOf(here), new Map())
  expect([wide, near, other].map(chosenIn)).toEqual([{ chosen: 1 }, { chosen: 1 }, { chosen: 0 }])
  expect(states['requests request 2']).toEqual({ selected: false })
})
