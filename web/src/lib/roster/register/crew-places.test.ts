import type { LonLat, RosterWeek } from '@dromos/api/contract'
import type { FeatureCollection } from 'geojson'
import { expect, test } from 'vitest'
import { crewPlacesOverlay } from './crew-places.ts'

const ring: LonLat[] = [
  [23.68, 37.98],
  [23.7, 37.98],
  [23.7, 38],
  [23.68, 38],
  [23.68, 37.98],
]
const zone = (id: number, crewIds: number[], nameEl: string) => ({ id, crewIds, nameEl, nameEn: 'x', ring })
const weekOf = (zones: object[]) => ({ zones, crews: [] }) as unknown as RosterWeek
const words = { start: '', end: '' }

function namesOf(week: RosterWeek | null, hasDraft = false) {
  const { sources } = crewPlacesOverlay({ week, crew: { id: 1, color: 0 }, hasDraft, words })
  const { data } = sources['crew-places'] as { data: FeatureCollection }
  return data.features.flatMap(({ properties, geometry }) =>
    properties?.isArea && geometry.type === 'Point' ? [[properties.name, geometry.coordinates]] : [],
  )
}

test('each area of a crew bears its name in its middle, one that is new too', () => {
  const zones = [zone(1, [1, 2], 'Βόρεια'), zone(2, [2], 'Νότια')]
  const [[name, [lon, lat]]] = namesOf(weekOf(zones)) as [[string, LonLat]]
  expect([name, lon.toFixed(6), lat.toFixed(6)]).toEqual(['Βόρεια', '23.690000', '37.990000'])
  const later = namesOf(weekOf([...zones, zone(3, [1], 'Δυτικά')]))
  expect(later.map(([each]) => each)).toEqual(['Βόρεια', 'Δυτικά'])
})

test('while one is drawn it shows itself, and before the week is known there is none', () => {
  expect(namesOf(weekOf([zone(1, [1], 'Βόρεια')]), true)).toEqual([])
  expect(namesOf(null)).toEqual([])
})
