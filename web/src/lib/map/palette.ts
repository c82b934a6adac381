/**
 * Routes, told apart also by the colour-blind, on both grounds: in CIEDE2000 no two are nearer than `leastDifference`,
 * for whatever cones are missing (Machado et al. 2009). Found by search near Okabe and Ito's eight.
 */
export const routeColours = [
  '#096cf9',
  '#eba516',
  '#029077',
  '#c17aa8',
  '#54b3e8',
  '#d65f08',
  '#5946a0',
  '#876345',
  '#7ea368',
  '#8b2c5e',
  '#40392f',
  '#c9d08e',
] as const
export const leastDifference = 12.5

/** The colour of a crew's route by its index; begins again after the last. */
export function routeColour(index: number): string {
  return routeColours[index % routeColours.length]
}

/** How often the colours have begun again before this index: a second mark goes along from 1 on. */
export function roundOf(index: number): number {
  return Math.floor(index / routeColours.length)
}

/** The same crews, where the second of a colour comes in its next round, the third in the one after. */
export function inRounds<Crew extends { id: number; color: number; isRetired?: boolean }>(
  crews: readonly Crew[],
): Crew[] {
  const rounds = new Map<number, number>()
  const indexes = new Map<number, number>()
  // who is at work has the plain marks
  const inTurn = [...crews].sort(
    (a, b) => Number(a.isRetired ?? false) - Number(b.isRetired ?? false) || a.id - b.id,
  )
  for (const { id, color } of inTurn) {
    const round = rounds.get(color) ?? 0
    rounds.set(color, round + 1)
    indexes.set(id, color + round * routeColours.length)
  }
  return crews.map((crew) => ({ ...crew, color: indexes.get(crew.id)! }))
}

/** Nearly black or white, whichever is read better on `background` (`#rrggbb`). */
export function textOn(background: string): '#0c0e10' | '#ffffff' {
  // both have the same contrast where the luminance is about 0.19; plain ink would fall below AA there
  return luminance(background) > 0.19 ? '#0c0e10' : '#ffffff'
}

/** Those of the routes' colours that a ground of this colour swallows: they need an edge. */
export function swallowedBy(ground: string, leastContrast: number): string[] {
  return routeColours.filter((colour) => contrast(colour, ground) < leastContrast)
}

/** WCAG contrast of two colours `#rrggbb`, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

/** WCAG relative luminance of `#rrggbb`, 0 to 1. */
export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
