import { areaFinder } from '../../api/src/geo/inside.ts'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import { pointAlong, lineMeters } from '../../api/src/geo/along-line.ts'
import type { CityModel, Stretch } from './city-model.ts'

/**
 * Chessboard: a square town of 12 by 12 straight streets, 100 m apart, each cut at every crossing; its western
 * and eastern halves are the two neighbourhoods. The boundary leaves the outermost metres of the streets outside.
 */
export function chessboard(services: CityModel['services']): CityModel {
  const corner: LonLat = [23.68, 37.99]
  const size = 12
  const step = { lon: 0.00114, lat: 0.0009 }
  const at = (x: number, y: number): LonLat => [corner[0] + x * step.lon, corner[1] + y * step.lat]
  const square = (west: number, south: number, east: number, north: number) => [
    [[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]],
  ]
  const half = (size - 1) / 2
  const stretches: Stretch[] = []
  for (let street = 0; street < size; street++)
    for (let block = 0; block < size - 1; block++)
      for (const isAcross of [true, false]) {
        const line = isAcross
          ? [at(block, street), at(block + 1, street)]
          : [at(street, block), at(street, block + 1)]
        const numbers = { numberFrom: 1 + block * 11, numberTo: 1 + (block + 1) * 11 }
        const id = isAcross ? street : size + street
        stretches.push({
          class: street === 5 ? 'primary' : 'residential',
          areaId: pointAlong(line, 0.5)[0] < at(half, 0)[0] ? 1 : 2,
          lengthMeters: lineMeters(line),
          line,
          street: { id, name: isAcross ? `Οριζόντια ${street}` : `Κάθετη ${street}`, ...numbers },
        })
      }
  return {
    id: 'chessboard',
    timeZone: 'Europe/Athens',
    country: 'GR',
    boundary: areaFinder([{ id: 0, polygons: square(0.05, 0.05, size - 1.05, size - 1.05) }]),
    neighbourhoods: areaFinder([
      { id: 1, polygons: square(0, 0, half, size) },
      { id: 2, polygons: square(half, 0, size, size) },
    ]),
    areaIds: [1, 2],
    stretches,
    services,
  }
}
