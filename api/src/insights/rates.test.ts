import { expect, test } from 'vitest'
import { onTimeShare, perKilometer, perThousandResidents } from './rates.ts'

test('a rate over no street or nobody is no rate', () => {
  expect(perKilometer(10, 0)).toBeNull()
  expect(perKilometer(10, 49)).toBeNull()
  expect(perKilometer(10, null)).toBeNull()
  expect(perKilometer(10, 4000)).toBe(2.5)
  expect(perThousandResidents(10, null)).toBeNull()
  expect(perThousandResidents(10, 3000)).toBe(3.33)
})

test('what is open and overdue counts against being on time', () => {
  expect(onTimeShare(90, 100, 0)).toBe(0.9)
  expect(onTimeShare(90, 100, 50)).toBe(0.6)
  expect(onTimeShare(0, 0, 10)).toBe(0)
  expect(onTimeShare(0, 0, 0)).toBeNull()
})
