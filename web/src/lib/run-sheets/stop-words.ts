import type { RunSheetVisit } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { documentWords } from '#lib/photos/document-words.ts'

const mostSaid = 6

/** Notes, and what citizens said; what many said in the same words is printed once. */
export function saidWords({ notes, requests }: RunSheetVisit): string {
  const words = [...new Set([notes, ...requests.map(({ description }) => description)])].filter(Boolean)
  const more = words.length - mostSaid
  return words.slice(0, mostSaid).join(' · ') + (more > 0 ? ` · +${more}` : '')
}

/** Attachments are seen on a tablet; paper tells that they are there. */
export function attachedWords({ attachments = [] }: RunSheetVisit): string {
  const names = attachments.map(({ label, document }, index) => {
    const name = label || m.job_attachment({ number: index + 1 })
    return document ? `${name} (${documentWords(document)})` : name
  })
  return names.join(' · ')
}
