import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseTile, tileAt } from './tile.ts'

test('whole numbers inside the grid are a tile', () => {
  expect(parseTile('14', '9271', '6327')).toEqual({ ok: true, tile: { z: 14, x: 9271, y: 6327 } })
  expect(parseTile('0', '0', '0').ok).toBe(true)
})

test('what lies beside the grid is refused with its bounds', () => {
  expect(parseTile('2', '4', '0')).toEqual({ ok: false, reason: 'At zoom 2, x and y are between 0 and 3.' })
  expect(parseTile('25', '0', '0')).toEqual({ ok: false, reason: 'The zoom is at most 24.' })
})

test('nothing but plain whole numbers is read as a number', () => {
  for (const text of ['-1', '1.5', '1e3', '01', ' 1', '', 'NaN', '٣', '0x10', '99999999999', '1;drop table'])
    expect(parseTile('14', text, '0').ok).toBe(false)
})

test('a place lies in the tile that its zoom halves again and again', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.integer({ min: 1, max: 20 }),
      (lon, lat, z) => {
        const child = tileAt(lon, lat, z)
        expect(tileAt(lon, lat, z - 1)).toEqual({ z: z - 1, x: child.x >> 1, y: child.y >> 1 })
        expect(parseTile(String(z), String(child.x), String(child.y)).ok).toBe(true)
      },
    ),
  )
})
