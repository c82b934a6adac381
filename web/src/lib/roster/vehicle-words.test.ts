import { beforeAll, expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { capacityText } from './vehicle-words.ts'

beforeAll(() => overwriteGetLocale(() => 'el'))

test('what a vehicle takes is told with the half of a cubic metre that it has, and without a nought', () => {
  expect(capacityText({ capacityM3: 2.5, capacityKg: 1500 })).toBe('2,5 m³ · 1.500 kg')
  expect(capacityText({ capacityM3: 12, capacityKg: 800 })).toBe('12 m³ · 800 kg')
})
