import type { RunSheetVisit } from './field.ts'
import type { JobAttachment } from './photos.ts'

/** Of what is attached to a stop the picture that paper shows: the first one. Documents are read elsewhere. */
export function pictureOnPaper({ attachments = [] }: RunSheetVisit): JobAttachment | null {
  return attachments.find(({ document }) => !document) ?? null
}
