import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchKey } from './search-key.ts'

function sameKey(...spellings: string[]) {
  expect(spellings.map(searchKey)).toEqual(spellings.map(() => searchKey(spellings[0])))
}

test('one street is found under every usual spelling', () => {
  sameKey('Θηβών', 'θηβων', 'ΘΗΒΩΝ', 'THIVON', 'Thivwn', 'thibwn', '8hbwn')
  sameKey('Ιερά Οδός', 'ΙΕΡΑ ΟΔΟΣ', 'iera odos', 'Iera  Odos', 'ιερα-οδος')
  sameKey('Ευσταθίου', 'Efstathiou', 'Evstathiou', 'eustathiou')
  sameKey('Αγχιάλου', 'Anchialou', 'agxialou')
  sameKey('Μπότσαρη', 'Botsari', 'mpotsari', 'mpotsarh')
  sameKey('Αντωνίου', 'Antoniou', 'adoniou', 'antwniou')
  sameKey('Μαΐου', 'μαιου', 'Maiou')
  sameKey('Αγγέλου', 'Angelou', 'aggelou')
  sameKey('Αχιλλέως', 'Achilleos', 'axillews', 'ahileos')
  sameKey('Γρηγορίου Ξενοπούλου', 'Grigoriou Xenopoulou', 'grhgoriou ksenopoulou')
  sameKey('Ηρακλέους', 'hrakleous', 'Irakleous')
  sameKey('28ης Οκτωβρίου', '28is Oktovriou', '28HS OKTWBRIOY')
  sameKey('Αιγάλεω', 'Aigaleo', 'aigalew', 'egaleo')
})

test('streets that sound different stay apart', () => {
  const names = [
    'Θηβών',
    'Θησέως',
    'Ιερά Οδός',
    'Μαραθωνομάχων',
    'Αγίου Σπυρίδωνος',
    'Κορίνθου',
    '28ης Οκτωβρίου',
  ]
  expect(new Set(names.map(searchKey)).size).toBe(names.length)
})

const accents: Record<string, string> = { α: 'ά', ε: 'έ', η: 'ή', ι: 'ί', ο: 'ό', υ: 'ύ', ω: 'ώ' }
const greekName = fc
  .array(fc.string({ unit: fc.constantFrom(...'αβγδεζηθικλμνξοπρστυφχψω'), minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((words) => words.join(' '))

test('case, accents, final sigma and stray signs never matter', () => {
  fc.assert(
    fc.property(greekName, fc.nat(), (name, where) => {
      const at = where % name.length
      const accented = name.slice(0, at) + (accents[name[at]] ?? name[at]) + name.slice(at + 1)
      sameKey(
        name,
        name.toUpperCase(),
        accented,
        name.replace(/σ(?= |$)/g, 'ς'),
        ` ${name.replaceAll(' ', ' - ')}.`,
      )
    }),
  )
})

const letters = Object.fromEntries(
  [...'αβγδεζηικλμνξοπρστυφω'].map((greek, i) => [greek, 'avgdeziiklmnxoprstyfo'[i]]),
)
const elot: Record<string, string> = { ...letters, θ: 'th', χ: 'ch', ψ: 'ps' }

test('a name written letter by letter in Latin finds the Greek one', () => {
  fc.assert(
    fc.property(greekName, (name) => {
      const transliterated = [...name].map((letter) => elot[letter] ?? letter).join('')
      sameKey(name, transliterated, transliterated.toUpperCase())
    }),
  )
})

test('any text has a key of plain letters and digits', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(searchKey(text)).toMatch(/^[a-z0-9 ]*$/)
    }),
  )
})
