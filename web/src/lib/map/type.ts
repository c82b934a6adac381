/**
 * Fonts for `text-font`. Without a glyph server MapLibre draws letters with the page's own fonts: the first name
 * is no font but tells it the weight, the second is the one that `ui/base.css` loads.
 */
export const regular = ['Regular', 'Commissioner Variable']
export const light = ['Light', 'Commissioner Variable']
export const semibold = ['Semibold', 'Commissioner Variable']

/** Loads both alphabets before the map draws its first letters, which it would keep in a wrong font. */
export async function loadType(): Promise<void> {
  await Promise.all(
    ['300', '400', '600'].flatMap((weight) =>
      ['Αα', 'Aa1'].map((sample) => document.fonts.load(`${weight} 48px 'Commissioner Variable'`, sample)),
    ),
  )
}
