import type { RunSheetVisit } from '@dromos/api/contract'
import { attachmentName } from '#lib/photos/attachment-name.ts'
import { documentWords } from '#lib/photos/document-words.ts'

const mostSaid = 6

/** Notes, and what citizens said; what many said in the same words is printed once. */
export function saidWords({ notes, requests }: RunSheetVisit): string {
  const words = [...new Set([notes, ...requests.map(({ description }) => description)])].filter(Boolean)
  const more = words.length - mostSaid
  return words.slice(0, mostSaid).join(' · ') + (more > 0 ? ` · +${more}` : '')
}

/** Attachments are seen on a tablet: paper shows the first picture of a stop, and tells of the others. */
export function pictureOf({ attachments = [] }: RunSheetVisit): { id: string; name: string } | null {
  const picture = attachments.find(({ document }) => !document)
  return picture ? { id: picture.id, name: attachmentName(picture, attachments) } : null
}

export function attachedWords({ attachments = [] }: RunSheetVisit): string {
  const names = attachments.map((each) => {
    const name = attachmentName(each, attachments)
    return each.document ? `${name} (${documentWords(each.document)})` : name
  })
  return names.join(' · ')
}
