import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  formatAddress,
  holdsNumber,
  numberAt,
  parseAddress,
  pointOfNumber,
  type NumberedSegment,
} from './address.ts'
import { footOnLine, lineMeters, pointAlong } from './along-line.ts'
import type { LonLat } from './lon-lat.ts'

/** Θηβών runs north; a straight 900 m of it. */
const thivon: NumberedSegment = {
  line: [
    [23.68, 37.98],
    [23.68, 37.9881],
  ],
  numberFrom: 1,
  numberTo: 101,
}

test('odd numbers are on the left and even ones on the right as they rise', () => {
  expect(pointOfNumber(thivon, 51)[0]).toBeLessThan(23.68)
  expect(pointOfNumber(thivon, 52)[0]).toBeGreaterThan(23.68)
  const fromTheOtherEnd = { ...thivon, line: thivon.line.toReversed(), numberFrom: 101, numberTo: 1 }
  expect(pointOfNumber(fromTheOtherEnd, 51)[0]).toBeCloseTo(pointOfNumber(thivon, 51)[0], 7)
  expect(pointOfNumber(fromTheOtherEnd, 51)[1]).toBeCloseTo(pointOfNumber(thivon, 51)[1], 7)
})

const straightSegment = fc
  .record({
    lon: fc.double({ min: 23.6, max: 23.8, noNaN: true }),
    lat: fc.double({ min: 37.9, max: 38.1, noNaN: true }),
    east: fc.integer({ min: -200, max: 200 }),
    north: fc.integer({ min: 30, max: 200 }),
    first: fc.integer({ min: 1, max: 400 }),
    isRising: fc.boolean(),
  })
  .map(({ lon, lat, east, north, first, isRising }): NumberedSegment => {
    const line: LonLat[] = [
      [lon, lat],
      [lon + east / 2 / 88_000, lat + north / 2 / 111_000],
      [lon + east / 88_000, lat + north / 111_000],
    ]
    const last = first + Math.max(2, Math.round(lineMeters(line) / 9))
    return { line, numberFrom: isRising ? first : last, numberTo: isRising ? last : first }
  })

test('the point of a number has that number', () => {
  fc.assert(
    fc.property(straightSegment, fc.double({ min: 0, max: 1, noNaN: true }), (segment, share) => {
      const lowest = Math.min(segment.numberFrom, segment.numberTo)
      const number = lowest + Math.round(share * Math.abs(segment.numberTo - segment.numberFrom))
      const found = numberAt(segment, pointOfNumber(segment, number))
      expect(found.number).toBe(number)
      expect(found.meters).toBeCloseTo(6, 1)
    }),
  )
})

test('the number at any point of a segment lies within its span', () => {
  fc.assert(
    fc.property(
      straightSegment,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (segment, f, isRight) => {
        const point = pointAlong(segment.line, f, isRight ? 4 : -4)
        expect(holdsNumber(segment, numberAt(segment, point).number)).toBe(true)
        expect(footOnLine(segment.line, point).fraction).toBeCloseTo(f, 3)
      },
    ),
  )
})

test('an address is read as it is written', () => {
  expect(parseAddress('Θηβών 123')).toEqual({ street: 'Θηβών', number: 123 })
  expect(parseAddress(' 28ης Οκτωβρίου, 7α')).toEqual({ street: '28ης Οκτωβρίου', number: 7 })
  expect(parseAddress('28ης Οκτωβρίου')).toEqual({ street: '28ης Οκτωβρίου', number: null })
  expect(parseAddress('25')).toEqual({ street: '25', number: null })
  expect(formatAddress('Θηβών', 123)).toBe('Θηβών 123')
  expect(formatAddress('Θηβών', null)).toBe('Θηβών')
})
