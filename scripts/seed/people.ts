import type { Random } from '../simulate/random.ts'

// common Greek names; whoever bears a combination of them does so by chance
const men =
  'Γιώργος Δημήτρης Κώστας Νίκος Παναγιώτης Βασίλης Χρήστος Θανάσης Μιχάλης Σπύρος Αντώνης Γιάννης'.split(' ')
const women =
  'Μαρία Ελένη Κατερίνα Βασιλική Σοφία Αγγελική Γεωργία Δήμητρα Ιωάννα Χριστίνα Άννα Αλεξάνδρα'.split(' ')
const families: readonly (readonly [string, string])[] = [
  ['Παπαδόπουλος', 'Παπαδοπούλου'],
  ['Βασιλείου', 'Βασιλείου'],
  ['Γεωργίου', 'Γεωργίου'],
  ['Δημητρίου', 'Δημητρίου'],
  ['Νικολάου', 'Νικολάου'],
  ['Παππάς', 'Παππά'],
  ['Ιωάννου', 'Ιωάννου'],
  ['Αντωνίου', 'Αντωνίου'],
  ['Οικονόμου', 'Οικονόμου'],
  ['Καραγιάννης', 'Καραγιάννη'],
  ['Μακρής', 'Μακρή'],
  ['Αλεξίου', 'Αλεξίου'],
  ['Κωνσταντίνου', 'Κωνσταντίνου'],
  ['Αθανασίου', 'Αθανασίου'],
  ['Σταθόπουλος', 'Σταθοπούλου'],
  ['Ζαχαρίου', 'Ζαχαρίου'],
]

/** An invented person: "Ελένη Μακρή". */
export function personName(random: Random): string {
  const [his, hers] = random.pick(families)
  return random.chance(0.5) ? `${random.pick(men)} ${his}` : `${random.pick(women)} ${hers}`
}
