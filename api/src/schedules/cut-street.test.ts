import { expect, test } from 'vitest'
import type { LonLat } from '../contract/index.ts'
import { lineMeters } from '../geo/along-line.ts'
import { cutStreet } from './cut-street.ts'

/** A street that runs east along 38° by these thousandths of a degree, met by a street at each. */
function street(...at: number[]) {
  return at.slice(1).map((to, index) => stretch(at[index]!, to))
}

function stretch(from: number, to: number) {
  const point = (east: number): LonLat => [23 + east / 1000, 38]
  return {
    line: { type: 'LineString' as const, coordinates: [point(from), point(to)] },
    crossings: [[`${from}`], [`${to}`]] as [string[], string[]],
  }
}

const ends = (sections: ReturnType<typeof cutStreet>) =>
  sections.map(({ beginsAt, endsAt }) => `${beginsAt}–${endsAt}`)
const metersOf = ({ lines }: { lines: LonLat[][] }) => lines.reduce((sum, line) => sum + lineMeters(line), 0)

test('a street that is not cut is one section from end to end', () => {
  const [section, ...more] = cutStreet(street(0, 1, 2, 3))
  expect(more).toEqual([])
  expect(section).toMatchObject({ beginsAt: '0', endsAt: '3' })
  expect(section!.lines).toHaveLength(3)
})

test('stretches are gone along from one end, whatever their order and direction', () => {
  const [a, b, c] = street(0, 1, 2, 3)
  const back = {
    line: { ...b!.line, coordinates: b!.line.coordinates.toReversed() },
    crossings: b!.crossings.toReversed(),
  }
  const shuffled = [c!, back as typeof b & {}, a!]
  const [section] = cutStreet(shuffled)
  expect(section).toMatchObject({ beginsAt: '3', endsAt: '0' })
  const points = section!.lines.flat().map(([lon]) => Math.round((lon - 23) * 1000))
  expect(points).toEqual([3, 2, 2, 1, 1, 0])
})

test('it is cut at crossings', () => {
  // a thousandth of a degree is 88 metres here
  expect(ends(cutStreet(street(0, 1, 2, 3, 4, 5), 180))).toEqual(['0–2', '2–4', '4–5'])
})

test('it is cut rather at a crossing with a name, where that is not far back', () => {
  const unnamed = (east: number) =>
    street(0, 1, 2, 3, 4, 5, 6).map(({ line, crossings }) => ({
      line,
      crossings: crossings.map((names) => names.filter((name) => name !== `${east}`)) as [string[], string[]],
    }))
  expect(ends(cutStreet(unnamed(3), 270))).toEqual(['0–2', '2–5', '5–6'])
  // no name before it leaves the section long enough
  expect(ends(cutStreet(unnamed(1), 100)).slice(0, 2)).toEqual(['0–null', 'null–2'])
})

test('a stretch longer than a section is cut between its crossings into equal pieces', () => {
  const sections = cutStreet(street(0, 1, 6), 180)
  expect(ends(sections)).toEqual(['0–1', '1–null', 'null–null', 'null–6'])
  for (const section of sections) expect(metersOf(section)).toBeLessThanOrEqual(180)
  const whole = metersOf(cutStreet(street(0, 1, 6))[0]!)
  expect(sections.reduce((sum, each) => sum + metersOf(each), 0)).toBeCloseTo(whole, 3)
})

test('a street with a gap goes on behind it', () => {
  const [section] = cutStreet([stretch(0, 1), stretch(4, 5)])
  expect(section).toMatchObject({ beginsAt: '0', endsAt: '5' })
})
