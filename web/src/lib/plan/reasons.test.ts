import type { Client } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { nextWorkday } from './next-workday.ts'
import { reasonText, whyText } from './reasons.ts'

test('what a crew lacks is named, and what does not fit has a unit', () => {
  overwriteGetLocale(() => 'en')
  expect(reasonText('skill', null, { lacking: ['electrician', 'crane'] })).toMatch(/Electrician.*Crane/i)
  expect(reasonText('skill', null, { lacking: ['wind-turbines'] })).toContain('wind-turbines')
  expect(reasonText('capacity', 400, { unit: 'litres' })).toBe('0.4 m³ more than the vehicle holds')
  expect(reasonText('capacity', 2000, { unit: 'litres' })).toBe('2 m³ more than the vehicle holds')
  expect(reasonText('capacity', 120, { unit: 'kilograms' })).toBe('120 kg more than the vehicle holds')
  expect(reasonText('skill')).toBe('Skill is missing')
})

test('of all reasons the day that has locked an order comes first, else the crew that came nearest', () => {
  overwriteGetLocale(() => 'en')
  const crews = [{ crewId: 1, reason: 'other-day', margin: null }]
  const known = { reason: 'other-day', crewId: 1, margin: null, crews }
  const nameOf = (crewId: number) => `Crew ${crewId}`
  expect(whyText({ ...known, lockedOn: { day: '2026-03-13' } }, nameOf)).toBe('Locked on Fri 13 Mar')
  expect(whyText({ ...known, lockedOn: null }, nameOf)).toBe('Crew 1: Locked in another day’s draft')
  expect(whyText({ ...known, reason: 'no-crew', crewId: null }, nameOf)).toBe('No crew has a shift')
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
