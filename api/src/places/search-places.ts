import type { Tx } from '@dromos/db'
import type { Place } from '../contract/index.ts'
import { formatAddress, parseAddress, pointOfNumber } from '../geo/address.ts'
import { searchKey } from '../contract/search-key.ts'
import { findStreets } from './queries.ts'

/** "thivon 12" and "Θηβών 12" alike: streets by name, with the door of the number where one was typed. */
export async function findPlaces(tx: Tx, text: string, limit: number): Promise<Place[]> {
  const { street, number } = parseAddress(text)
  const key = searchKey(street)
  if (key.length < 2) return []
  const found = await findStreets(tx, key, number, limit)
  return found.map(({ name, middle, areaId, areaName, stretch }) => {
    const { line, ...numbers } = stretch ?? { line: null }
    const isNumbered = number !== null && line !== null && 'numberFrom' in numbers
    const address = formatAddress(name, isNumbered ? number : null)
    return {
      label: areaName ? `${address}, ${areaName}` : address,
      street: name,
      number: isNumbered ? number : null,
      areaId,
      location: isNumbered ? [...pointOfNumber({ line: line.coordinates, ...numbers }, number)] : middle,
    }
  })
}
