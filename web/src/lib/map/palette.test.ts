import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colours, type Theme } from './colours.ts'
import { difference, labOf, sights } from './colour-difference.ts'
import {
  contrast,
  inRounds,
  leastDifference,
  roundOf,
  routeColour,
  routeColours,
  swallowedBy,
  textOn,
} from './palette.ts'

test('differences are what the formula was published with', () => {
  // pairs 1, 17, 25 and 33 of Sharma, Wu and Dalal 2005
  expect(difference([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4)
  expect(difference([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4)
  expect(difference([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4)
  expect(difference([6.7747, -0.2908, -2.4247], [5.8714, -0.0985, -2.2286])).toBeCloseTo(0.6377, 4)
  expect(labOf('#ffffff')[0]).toBeCloseTo(100, 3)
})

test('no two routes look alike, whatever cones are missing', () => {
  for (const sight of sights)
    for (const one of routeColours)
      for (const other of routeColours)
        if (one < other)
          expect(
            difference(labOf(one, sight), labOf(other, sight)),
            `${one} and ${other} (${sight})`,
          ).toBeGreaterThanOrEqual(leastDifference)
})

test('a thirteenth route begins the colours again, in another round', () => {
  expect(routeColour(12)).toBe(routeColours[0])
  expect([0, 11, 12, 24].map(roundOf)).toEqual([0, 0, 1, 2])
})

test('crews of one colour are told apart by their rounds, the same ones whoever is listed first', () => {
  const crews = [3, 1, 2, 4].map((id) => ({ id, color: id === 4 ? 5 : 0 }))
  const rounds = (list: typeof crews) => new Map(inRounds(list).map(({ id, color }) => [id, color]))
  expect([...rounds(crews)]).toEqual([
    [3, 24],
    [1, 0],
    [2, 12],
    [4, 5],
  ])
  expect(rounds(crews.toReversed())).toEqual(rounds(crews))
})

test('a stop number is read on every route colour', () => {
  for (const colour of routeColours) expect(contrast(colour, textOn(colour))).toBeGreaterThanOrEqual(4.5)
})

test('a route is seen on the ground of both themes, by its colour or by an edge', () => {
  for (const theme of ['light', 'dark'] as const) {
    const { land, edge, leastContrast } = colours[theme]
    expect(contrast(edge, land)).toBeGreaterThanOrEqual(3)
    // the edge is told from what it goes around, too
    for (const colour of swallowedBy(land, leastContrast))
      expect(contrast(edge, colour)).toBeGreaterThanOrEqual(2)
  }
  const { light, dark } = colours
  expect(swallowedBy(light.land, light.leastContrast)).toEqual(['#c9d08e'])
  expect(swallowedBy(dark.land, dark.leastContrast)).toEqual(['#5946a0', '#8b2c5e', '#40392f'])
})

test('names on the ground are read in both themes', () => {
  for (const theme of ['light', 'dark'] as const) {
    const { land, streetText, placeText } = colours[theme]
    expect(contrast(land, streetText)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(land, placeText)).toBeGreaterThanOrEqual(4.5)
  }
})

test('the map draws with the values of the page', () => {
  const css = readFileSync(new URL('../ui/tokens.css', import.meta.url), 'utf8')
  const blocks: Record<Theme, string> = {
    light: css.slice(0, css.indexOf('@media')),
    dark: css.slice(css.indexOf("[data-theme='dark']")),
  }
  const names = { paper: 'paper', surface: 'surface', ink: 'ink', muted: 'muted', accent: 'accent' } as const
  const states = { onAccent: 'on-accent', ok: 'ok', soon: 'soon', late: 'late' } as const
  for (const theme of ['light', 'dark'] as const)
    for (const [key, token] of Object.entries({ ...names, ...states }))
      expect([theme, token, blocks[theme].match(`--${token}: (#[0-9a-f]{6});`)?.[1]]).toEqual([
        theme,
        token,
        colours[theme][key as keyof typeof names],
      ])
})
