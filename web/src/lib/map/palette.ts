/** Routes, told apart in this order also by the colour-blind, on both grounds. */
export const routeColours = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#6a51a3',
  '#8c6d31',
  '#1b9e77',
  '#a6325c',
  '#4d4d4d',
  '#b8a100',
] as const

/** The colour of a route by its place in the day's list; begins again after the last. */
export function routeColour(index: number): string {
  return routeColours[index % routeColours.length]
}

/** Nearly black or white, whichever is read better on `background` (`#rrggbb`). */
export function textOn(background: string): '#0c0e10' | '#ffffff' {
  // both have the same contrast where the luminance is about 0.19; plain ink would fall below AA there
  return luminance(background) > 0.19 ? '#0c0e10' : '#ffffff'
}

/** WCAG relative luminance of `#rrggbb`, 0 to 1. */
export function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = parseInt(colour.slice(start, start + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
