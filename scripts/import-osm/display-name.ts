/**
 * A street's name as it is shown: abbreviations that have one reading are written out, capitals become
 * Greek title case. What is ambiguous ("Λ." may be λεωφόρος or Λάμπρου) stays as it was mapped.
 */
export function displayName(mapped: string): string {
  const spaced = mapped
    .normalize('NFC')
    .replace(/\.(?=\p{L})/gu, '. ')
    .replace(/\s+/g, ' ')
    .trim()
  const cased = isShouted(spaced) ? spaced.split(' ').map(titleCase).join(' ') : spaced
  const written = abbreviations.reduce((name, [pattern, full]) => name.replace(pattern, full), cased)
  const named = written.replace(
    /^(Αγ\.)\s+(\S+)/,
    (_short, _abbreviation, saint: string) => `${saintTitle(saint)} ${saint}`,
  )
  return named.charAt(0).toUpperCase() + named.slice(1)
}

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/^Λεωφ\.?(?= )/, 'Λεωφόρος'],
  [/^Πλ\.(?= )/, 'Πλατεία'],
  [/^Βασ\.(?= (Σοφίας|Όλγας|Αμαλίας|Φρειδερίκης))/, 'Βασιλίσσης'],
  [/^Βασ\.(?= (Γεωργίου|Κωνσταντίνου|Παύλου|Αλεξάνδρου))/, 'Βασιλέως'],
  [/(?<=^|Λεωφόρος )Ελ\.(?= Βενιζέλου)/, 'Ελευθερίου'],
  [/(?<=Βενιζέλου )Ελ\.$/, 'Ελευθερίου'],
  [/^Κων\.(?= Παλαιολόγου)/, 'Κωνσταντίνου'],
  [/^Εθν\.(?= )/, 'Εθνικής'],
  [/^Γρ\.(?= Λαμπράκη)/, 'Γρηγορίου'],
  [/^Στρ\.(?= )/, 'Στρατηγού'],
]

const womenSaints =
  /^(Βαρβάρας|Κυριακής|Αναστασίας|Ευφημίας|Αικατερίνης|Παρασκευής|Ειρήνης|Σοφίας|Μαρίνας|Τριάδ[αο]ς|Λαύρας|Ελένης|Ζώνης|Γλυκερίας|Φωτεινής|Μαρκέλλης|Θέκλης|Άννης|Θεοδώρας|Παύλας)$/
const manySaints = /^(Σαράντα|Πάντων|Αναργύρων|Θεοδώρων|Ασωμάτων|Αποστόλων|Ταξιαρχών)$/

function saintTitle(saint: string): string {
  if (womenSaints.test(saint)) return 'Αγίας'
  return manySaints.test(saint) ? 'Αγίων' : 'Αγίου'
}

function isShouted(name: string): boolean {
  return /\p{Script=Greek}{4}/u.test(name) && name === name.toUpperCase()
}

function titleCase(word: string): string {
  const lower = word.toLowerCase().replace(/σ$/, 'ς')
  return lower.charAt(0).toUpperCase() + lower.slice(1)
}
