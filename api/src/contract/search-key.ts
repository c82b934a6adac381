/**
 * The key under which a Greek name is found however it is typed: capitals, accents, final sigma, official
 * transliteration (ELOT 743, "Thivon") and the Greeklish of keyboards ("8hbwn", "thibwn") fold to one spelling.
 * Greek letters are first written in Latin ones; both scripts then pass through the same sound rules, so the key
 * is a coarse spelling of the sound and is for comparing only. The database has the same rules as search_key().
 */
export function searchKey(text: string): string {
  const plain = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return withoutGreek(plain)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .map(soundOfWord)
    .join(' ')
}

const latin: Record<string, string> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'd',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'y',
  φ: 'f',
  χ: 'ch',
  ψ: 'ps',
  ω: 'o',
}

function withoutGreek(text: string): string {
  return text.replace(/[α-ω]/g, (letter) => latin[letter])
}

// Applied in this order. Upper-case letters stand for sounds already decided, so that no later rule splits them.
const soundRules: readonly (readonly [RegExp, string])[] = [
  // numerals keep their digits: "28ης", "8is"; elsewhere 8 is a keyboard's theta and 3 its xi
  [/^8(?=[a-z]{3})|(?<=[a-z])8(?=[a-z])/g, 'th'],
  [/(?<=[a-z])3(?=[a-z])/g, 'x'],
  [/q/g, 'th'],
  [/th/g, 'T'],
  [/ph/g, 'f'],
  [/ks|ch|kh/g, 'x'],
  [/(?<=[dg])h(?=[aeiouyw])/g, ''],
  // a keyboard's eta before a consonant or at the end, else chi
  [/h(?![aeiouyw])/g, 'i'],
  [/[hj]/g, 'x'],
  [/w/g, 'o'],
  [/o[uy]/g, 'U'],
  [/([aei])[uy]/g, '$1v'],
  [/ai/g, 'e'],
  [/ei|oi|[uy]i|[uy]/g, 'i'],
  [/c/g, 'k'],
  [/mp|b/g, 'v'],
  [/nt/g, 'd'],
  [/gx|ngx/g, 'nx'],
  [/g[gk]|ng|nk(?=[aeio])/g, 'g'],
  [/v(?=[kpstTfx])/g, 'f'],
  [/([a-zTU])\1+/g, '$1'],
  [/T/g, 'th'],
  [/U/g, 'u'],
]

function soundOfWord(word: string): string {
  if (/^\d+$/.test(word)) return word
  return soundRules.reduce((sound, [pattern, replacement]) => sound.replace(pattern, replacement), word)
}
