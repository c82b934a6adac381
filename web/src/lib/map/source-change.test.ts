import { assert, constantFrom, integer, property, uniqueArray, record } from 'fast-check'
import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSourceSpecification } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { sourceChange } from './source-change.ts'

function stop(stopId: number | undefined, number: number): Feature {
  return {
    type: 'Feature',
    properties: { stopId, number },
    geometry: { type: 'Point', coordinates: [23, 38] },
  }
}

function stops(...features: Feature[]) {
  const data: FeatureCollection = { type: 'FeatureCollection', features }
  return { type: 'geojson', promoteId: 'stopId', data } satisfies GeoJSONSourceSpecification
}

const three = () => stops(stop(1, 1), stop(2, 2), stop(3, 3))

test('what was made anew and is the same changes nothing, with names and without', () => {
  expect(sourceChange(three(), three())).toBe(null)
  const unnamed = () => ({ ...three(), promoteId: undefined })
  expect(sourceChange(unnamed(), unnamed())).toBe(null)
})

test('only the features that differ are told, as long as they are the fewer', () => {
  expect(sourceChange(three(), stops(stop(1, 1), stop(2, 7), stop(3, 3)))).toEqual({
    diff: { remove: [], add: [stop(2, 7)] },
  })
  expect(sourceChange(three(), stops(stop(1, 1), stop(3, 3)))).toEqual({ diff: { remove: [2], add: [] } })
  const others = stops(stop(1, 7), stop(2, 7), stop(3, 3))
  expect(sourceChange(three(), others)).toEqual({ data: others.data })
})

test('features without a name, or with the same one, are told all together', () => {
  for (const name of [undefined, 1]) {
    const next = stops(stop(1, 1), stop(name, 2), stop(3, 3))
    expect(sourceChange(three(), next)).toEqual({ data: next.data })
    expect(sourceChange(next, three())).toEqual({ data: three().data })
  }
  const unnamed = { ...three(), promoteId: undefined }
  expect(sourceChange(unnamed, { ...unnamed, data: stops(stop(1, 2)).data })).toMatchObject({ data: {} })
})

test('whoever follows the changes has what was wanted', () => {
  const some = uniqueArray(record({ id: integer({ min: 1, max: 9 }), number: constantFrom(1, 2) }), {
    selector: ({ id }) => id,
  }).map((each) => stops(...each.map(({ id, number }) => stop(id, number))))
  assert(
    property(some, some, (before, after) => {
      const change = sourceChange(before, after)
      const shown = new Map(before.data.features.map((each) => [each.properties!.stopId as number, each]))
      if (change && 'data' in change) expect(change.data).toEqual(after.data)
      else {
        for (const id of change?.diff.remove ?? []) shown.delete(id as number)
        for (const each of change?.diff.add ?? []) shown.set(each.properties!.stopId as number, each)
        expect(shown).toEqual(new Map(after.data.features.map((each) => [each.properties!.stopId, each])))
      }
    }),
  )
})
