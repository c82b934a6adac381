import { sql, type Sql } from '@dromos/db'

const vowels = 'αεηιουωΑΕΗΙΟΥΩ'
const voiced = `${vowels}βγδζλμνρΒΓΔΖΛΜΝΡ`

/** ELOT 743 in the order it must be applied: pairs of letters first. Accents are taken off before. */
const rules: [pattern: string, replacement: string][] = [
  ['ου', 'ou'],
  ['Ου', 'Ou'],
  ['ΟΥ', 'OU'],
  [`([αεη])υ(?=[${voiced}])`, '\\1v'],
  ['([αεη])υ', '\\1f'],
  [`([ΑΕΗ])υ(?=[${voiced}])`, '\\1v'],
  ['([ΑΕΗ])υ', '\\1f'],
  [`([ΑΕΗ])Υ(?=[${voiced}])`, '\\1V'],
  ['([ΑΕΗ])Υ', '\\1F'],
  ['γ(?=[γξχ])', 'n'],
  ['Γ(?=[ΓΞΧ])', 'N'],
  ['\\mμπ', 'b'],
  ['\\mΜπ', 'B'],
  ['\\mΜΠ', 'B'],
  ['θ', 'th'],
  ['χ', 'ch'],
  ['ψ', 'ps'],
  ['Θ(?=[Α-Ω])', 'TH'],
  ['Χ(?=[Α-Ω])', 'CH'],
  ['Ψ(?=[Α-Ω])', 'PS'],
  ['Θ', 'Th'],
  ['Χ', 'Ch'],
  ['Ψ', 'Ps'],
]

const accented = 'άέήίόύώϊϋΐΰΆΈΉΊΌΎΏΪΫ'
const plain = 'αεηιουωιυιυΑΕΗΙΟΥΩΙΥ'
const greek = 'αβγδεζηικλμνξοπρσςτυφωΑΒΓΔΕΖΗΙΚΛΜΝΞΟΠΡΣΤΥΦΩ'
const latin = 'avgdeziiklmnxoprsstyfoAVGDEZIIKLMNXOPRSTYFO'

/** A Greek name in Latin letters, for those who cannot read the sign. */
export function latinLetters(name: Sql): Sql {
  const withoutAccents = sql`translate(${name}, ${accented}, ${plain})`
  const withPairs = rules.reduce(
    (text, [pattern, replacement]) => sql`regexp_replace(${text}, ${pattern}, ${replacement}, 'g')`,
    withoutAccents,
  )
  return sql`translate(${withPairs}, ${greek}, ${latin})`
}
