import { expect, test } from 'vitest'
import { navigationApps, navigationLink } from './navigation-apps.ts'

test('every app is told latitude before longitude, and the label cannot end the link', () => {
  const place = { location: [23.68, 37.99] as [number, number], label: 'Θηβών 1 (πίσω)&x' }
  const links = navigationApps.map((app) => navigationLink(app, place))
  for (const link of links) expect(link).toContain('37.99,23.68')
  expect(links.map((link) => new URL(link).protocol)).toEqual(['https:', 'https:', 'https:', 'geo:'])
  expect(links[3]).toMatch(/\([^()&]*\)$/)
})
