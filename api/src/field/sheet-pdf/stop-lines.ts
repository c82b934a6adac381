import { wordsOnPaper, type RunSheetVisit, type StreetCourse } from '../../contract/index.ts'
import type { Ink, Pen } from './pen.ts'
import type { SheetLanguage, SheetWord } from './words.ts'

export const normal: Ink = { size: 9.5 }
export const small: Ink = { size: 8, color: '#444' }
const strong: Ink = { size: 9.5, weight: 600 }
export const lineOf = ({ size }: Ink) => size * 1.3

/** as many have room below the head of a page */
const mostLines = 50

export interface StopWords {
  language: SheetLanguage
  serviceOf: (code: string) => { nameEl: string; nameEn: string }
  /** what the crew can do need not be brought */
  crewSkills: readonly string[]
}

export interface Line {
  text: string
  ink: Ink
}

/** What a crew reads of a stop, in lines that are no wider than given. */
export function linesOf(pen: Pen, visit: RunSheetVisit, context: StopWords, width: number): Line[] {
  const { language, serviceOf, crewSkills } = context
  const service = serviceOf(visit.serviceCode)
  const words = wordsOnPaper(visit, service, crewSkills)
  const paragraphs: Line[] = [
    { text: visit.address ?? language.say('noAddress'), ink: strong },
    { text: visit.street ? courseOf(visit.street, language) : '', ink: normal },
    { text: language.name(service), ink: normal },
    { text: words.title, ink: normal },
    {
      text: words.bring.length
        ? `${language.say('bring')}: ${words.bring.map(language.need).join(', ')}`
        : '',
      ink: normal,
    },
    ...needsOf(visit.needs, language).map((text) => ({ text, ink: normal })),
    { text: words.access ? `${language.say('access')}: ${words.access}` : '', ink: normal },
    { text: words.notes, ink: normal },
    { text: attachmentsOf(visit, language), ink: normal },
    { text: words.said, ink: small },
    { text: words.publicIds, ink: small },
  ]
  // a page is as long as it is: what is longer stands in the order
  const lines = paragraphs.flatMap(({ text, ink }) =>
    pen
      .lines(text.slice(0, 1500), width, ink)
      .slice(0, 12)
      .map((line) => ({ text: line, ink })),
  )
  return lines.slice(0, mostLines)
}

/** "Θηβών, από: Ιερά Οδός έως: Πέτρας · 820 μ." */
function courseOf(street: StreetCourse, { say }: SheetLanguage): string {
  const { name, beginsAt, endsAt, lengthMeters } = street
  const ends = [beginsAt && `${say('from')} ${beginsAt}`, endsAt && `${say('to')} ${endsAt}`].filter(Boolean)
  const named = ends.length > 0 ? `${name}, ${ends.join(' ')}` : name
  return `${named} · ${lengthMeters} ${say('meters')}`
}

/** "Εξοπλισμός: Γεννήτρια", and so on: what is taken along, and what was arranged. */
function needsOf(needs: RunSheetVisit['needs'], { say }: SheetLanguage): string[] {
  if (!needs) return []
  const all: [SheetWord, string][] = [
    ['materials', needs.materials],
    ['equipment', needs.equipment],
    ['permit', needs.permit],
    ['needsClosure', needs.needsClosure ? say(needs.closureId === null ? 'noClosure' : 'closureMade') : ''],
    ['asset', needs.assetCode ?? ''],
  ]
  return all.flatMap(([name, value]) => (value ? [`${say(name)}: ${value}`] : []))
}

/** "Συνημμένα (2): Άδεια (PDF, 3 σελ.) · Συνημμένο 2" */
function attachmentsOf({ attachments = [] }: RunSheetVisit, { say }: SheetLanguage): string {
  if (attachments.length === 0) return ''
  const names = attachments.map(({ label, document }, index) => {
    const name = label || `${say('attachment')} ${index + 1}`
    return document ? `${name} (PDF, ${document.pages} ${say('pages')})` : name
  })
  return `${say('attachments')} (${attachments.length}): ${names.join(' · ')}`
}
