import type { Client } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { nextWorkday } from './next-workday.ts'
import { reasonText } from './reasons.ts'

test('what a crew lacks is named, and what does not fit has a unit', () => {
  overwriteGetLocale(() => 'en')
  expect(reasonText('skill', null, { lacking: ['electrician', 'crane'] })).toMatch(/Electrician.*Crane/i)
  expect(reasonText('skill', null, { lacking: ['wind-turbines'] })).toContain('wind-turbines')
  expect(reasonText('capacity', 400, { unit: 'litres' })).toBe('0.4 m³ more than the vehicle holds')
  expect(reasonText('capacity', 2000, { unit: 'litres' })).toBe('2 m³ more than the vehicle holds')
  expect(reasonText('capacity', 120, { unit: 'kilograms' })).toBe('120 kg more than the vehicle holds')
  expect(reasonText('skill')).toBe('Skill is missing')
})

test('the next working day is the first on which a crew works, within a week', async () => {
  const asked: string[] = []
  const call = (async (_: unknown, { query }: { query: { day: string } }) => {
    asked.push(query.day)
    return query.day === '2026-11-30' ? [{}] : []
  }) as unknown as Client
  const workday = nextWorkday(call, { jurisdictionId: 'aigaleo' })
  await workday.open('2026-11-27')
  expect(workday.value).toBe('2026-11-30')
  expect(asked).toEqual(['2026-11-28', '2026-11-29', '2026-11-30'])
  await workday.open('2026-12-01')
  expect(workday.value).toBeNull()
  expect(asked).toHaveLength(10)
})
