import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { colours, type Theme } from './colours.ts'
import { luminance, routeColour, routeColours, textOn } from './palette.ts'

function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

test('a thirteenth route begins the colours again', () => {
  expect(routeColour(12)).toBe(routeColours[0])
})

test('a stop number is read on every route colour', () => {
  for (const colour of routeColours) expect(contrast(colour, textOn(colour))).toBeGreaterThanOrEqual(4.5)
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
