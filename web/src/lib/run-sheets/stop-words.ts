import { pictureOnPaper, type RunSheetVisit } from '@dromos/api/contract'
import { attachmentName } from '#lib/photos/attachment-name.ts'
import { documentWords } from '#lib/photos/document-words.ts'

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
