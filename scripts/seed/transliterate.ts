/** Greek names in Latin letters after ELOT 743, without accents: "Αιγάλεω" → "Aigaleo". */
export function transliterate(greek: string): string {
  const sounds = /ου|[αεη]υ(?=[θκξπσςτφχψ]|(?!\p{L}))|[αεη]υ|(?<!\p{L})μπ|γ(?=[γξχ])|\p{L}/giu
  const latin = withoutAccents(greek).replace(sounds, (sound: string, position: number, text: string) => {
    const written = latinOf(sound.toLowerCase(), text.charAt(position + sound.length).toLowerCase())
    const isCapital = sound.charAt(0) !== sound.charAt(0).toLowerCase()
    return isCapital ? written.charAt(0).toUpperCase() + written.slice(1) : written
  })
  return latin.replaceAll('\u200d', '')
}

function latinOf(sound: string, next: string): string {
  if (sound === 'ου') return 'ou'
  if (sound === 'μπ') return 'b'
  if (sound === 'γ' && /[γξχ]/.test(next)) return 'n'
  if (sound.length === 2) return letters[sound[0]] + (/[θκξπσςτφχψ]/.test(next) || next === '' ? 'f' : 'v')
  return letters[sound] ?? sound
}

function withoutAccents(greek: string): string {
  // a zero-width joiner keeps the vowels of "Χαϊδάρι" and "Μαΐου" apart
  return greek
    .normalize('NFD')
    .replace(/\u0308/g, '\u200d')
    .replace(/\p{M}/gu, '')
}

const letters: Record<string, string> = {
  ...Object.fromEntries(
    [...'αβγδεζηικλμνξοπρσςτυφω'].map((letter, i) => [letter, 'avgdeziiklmnxoprsstyfo'[i]]),
  ),
  θ: 'th',
  χ: 'ch',
  ψ: 'ps',
}
