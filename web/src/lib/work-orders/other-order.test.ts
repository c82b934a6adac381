import { beforeAll, expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { otherOrderName } from './other-order.ts'

const service = { nameEl: 'Ογκώδη', nameEn: 'Bulky waste' }

beforeAll(() => overwriteGetLocale(() => 'el'))

test('another order is told by its service and its address, each once', () => {
  const name = (title: string, address: string | null) =>
    otherOrderName({ workOrderId: 34, title, address }, service)
  expect(name('Ογκώδη · Θηβών 12', 'Θηβών 12')).toBe('Ογκώδη · Θηβών 12 (#34)')
  expect(name('Ντουλάπα και στρώμα', 'Θηβών 12')).toBe('Ογκώδη · Ντουλάπα και στρώμα · Θηβών 12 (#34)')
  expect(name('Bulky waste, by the gate', null)).toBe('Bulky waste, by the gate (#34)')
  expect(name('Ογκώδη', null)).toBe('Ογκώδη (#34)')
  expect(name('ΟΓΚΏΔΗ, θηβών 12', 'Θηβών 12')).toBe('ΟΓΚΏΔΗ, θηβών 12 (#34)')
})
