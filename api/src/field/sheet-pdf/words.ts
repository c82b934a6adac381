import type { Language } from '../../contract/index.ts'

/** What stands on a printed sheet beside the day's own words. */
const greek = {
  members: 'Προσωπικό',
  vehicle: 'Όχημα',
  onFoot: 'Πεζοί',
  shift: 'Βάρδια',
  break: 'διάλειμμα',
  depot: 'Αμαξοστάσιο',
  work: 'Εργασία',
  onSite: 'στον τόπο',
  stops: 'στάσεις',
  oneStop: 'στάση',
  time: 'Ώρα',
  stop: 'Στάση',
  done: 'Έγινε · υπογραφή',
  bring: 'Μαζί σας',
  access: 'Πρόσβαση',
  materials: 'Υλικά',
  equipment: 'Εξοπλισμός',
  permit: 'Άδεια',
  needsClosure: 'Χρειάζεται κλείσιμο δρόμου',
  noClosure: 'δεν έχει οριστεί ακόμη',
  closureMade: 'έχει οριστεί',
  asset: 'Κωδικός στοιχείου',
  noAddress: 'Χωρίς διεύθυνση',
  from: 'από:',
  to: 'έως:',
  meters: 'μ.',
  attachments: 'Συνημμένα',
  attachment: 'Συνημμένο',
  pages: 'σελ.',
  noStops: 'Καμία στάση αυτή την ημέρα.',
  startKilometers: 'Χλμ έναρξης',
  endKilometers: 'Χλμ λήξης',
  signature: 'Υπογραφή υπευθύνου',
  version: 'Έκδοση πλάνου',
  printed: 'εκτυπώθηκε',
  page: 'σελίδα',
  north: 'Β',
  sheets: 'Φύλλα δρομολογίων',
}

export type SheetWord = keyof typeof greek

const english: Record<SheetWord, string> = {
  members: 'Staff',
  vehicle: 'Vehicle',
  onFoot: 'On foot',
  shift: 'Shift',
  break: 'break',
  depot: 'Depot',
  work: 'Work',
  onSite: 'on site',
  stops: 'stops',
  oneStop: 'stop',
  time: 'Time',
  stop: 'Stop',
  done: 'Done · signature',
  bring: 'Bring',
  access: 'Access',
  materials: 'Materials',
  equipment: 'Equipment',
  permit: 'Permit',
  needsClosure: 'The road has to be closed',
  noClosure: 'none made yet',
  closureMade: 'it is arranged',
  asset: 'Asset code',
  noAddress: 'No address',
  from: 'from',
  to: 'to',
  meters: 'm',
  attachments: 'Attachments',
  attachment: 'Attachment',
  pages: 'p.',
  noStops: 'No stop on this day.',
  startKilometers: 'Km at start',
  endKilometers: 'Km at end',
  signature: "Foreman's signature",
  version: 'Plan version',
  printed: 'printed',
  page: 'page',
  north: 'N',
  sheets: 'Run sheets',
}

/** What crews bring, in their words; what is not named here is printed as the city names it. */
const needs: Record<string, Record<Language, string>> = {
  bucket: { el: 'καλάθι', en: 'bucket lift' },
  cage: { el: 'κλουβί', en: 'cage' },
  compactor: { el: 'πρέσα', en: 'compactor' },
  crane: { el: 'αρπάγη', en: 'crane' },
  tipper: { el: 'ανατροπή', en: 'tipper' },
  'water-tank': { el: 'υδροφόρα', en: 'water tank' },
}

export interface SheetLanguage {
  say(word: SheetWord): string
  need(code: string): string
  name(named: { nameEl: string; nameEn: string }): string
  time(instant: string): string
  day(day: string): string
}

export function sheetLanguage(language: Language, timeZone: string): SheetLanguage {
  const locale = language === 'el' ? 'el-GR' : 'en-GB'
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    timeZone,
  })
  const date = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  return {
    say: (word) => (language === 'el' ? greek : english)[word],
    need: (code) => needs[code]?.[language] ?? code,
    name: ({ nameEl, nameEn }) => (language === 'el' ? nameEl : nameEn),
    time: (instant) => clock.format(new Date(instant)),
    day: (day) => date.format(new Date(`${day}T12:00:00Z`)),
  }
}
