import { pictureOnPaper, type RunSheetVisit, type Service } from '@dromos/api/contract'
import { attachmentName } from '#lib/photos/attachment-name.ts'
import { documentWords } from '#lib/photos/document-words.ts'

const mostSaid = 6

/** What an order is called, where that is not its service in either language, and the street. */
export function titleWords(
  { title }: Pick<RunSheetVisit, 'title'>,
  service: Pick<Service, 'nameEl' | 'nameEn'> | undefined,
): string {
  return service && [service.nameEl, service.nameEn].some((name) => title.startsWith(name)) ? '' : title
}

/** What the desk tells the crew: how to get there, and what to know. */
export function deskWords({ accessNotes, notes }: RunSheetVisit): string[] {
  return [accessNotes ?? '', notes].filter(Boolean)
}

/** What citizens said; what many said in the same words, or the desk has written down, is printed once. */
export function saidWords({ notes, requests }: RunSheetVisit): string {
  const words = [...new Set(requests.map(({ description }) => description))].filter(
    (text) => text && text !== notes,
  )
  const more = words.length - mostSaid
  return words.slice(0, mostSaid).join(' · ') + (more > 0 ? ` · +${more}` : '')
}

/** By which citizens know what is done here; as many as fit on a line or two. */
export function publicIds({ requests }: RunSheetVisit): string {
  return requests
    .slice(0, 8)
    .map(({ publicId }) => publicId)
    .join(' ')
}

/** The picture that paper shows of a stop, with its name. */
export function pictureOf(visit: RunSheetVisit): { id: string; name: string } | null {
  const picture = pictureOnPaper(visit)
  return picture && { id: picture.id, name: attachmentName(picture, visit.attachments ?? []) }
}

/** Attachments are seen on a tablet; paper tells of all of them. */
export function attachedWords({ attachments = [] }: RunSheetVisit): string {
  const names = attachments.map((each) => {
    const name = attachmentName(each, attachments)
    return each.document ? `${name} (${documentWords(each.document)})` : name
  })
  return names.join(' · ')
}
