import { expect, test } from 'vitest'
import { sortSurfaces } from './sort-surfaces.ts'
import type { Surface } from './surfaces.ts'

function surface(name: string, value: number | null): Surface {
  return { key: name, name, value, received: 1, resolved: 0, geometry: { type: 'Polygon', coordinates: [] } }
}

const all = [surface('Ωμέγα', 2), surface('Άλφα', null), surface('Βήτα', 0), surface('Έψιλον', 2)]

test('what is unknown comes after zero, equals by name', () => {
  expect(sortSurfaces(all, 'value').map(({ name }) => name)).toEqual(['Έψιλον', 'Ωμέγα', 'Βήτα', 'Άλφα'])
})

test('names are in the order of the alphabet, whatever their accents', () => {
  expect(sortSurfaces(all, 'name').map(({ name }) => name)).toEqual(['Άλφα', 'Βήτα', 'Έψιλον', 'Ωμέγα'])
})
