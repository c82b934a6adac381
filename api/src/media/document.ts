import { createHash } from 'node:crypto'
import { unreadableDocument } from '../http/problems.ts'
import { isPicture } from './picture.ts'

export interface Document {
  /** hexadecimal */
  sha256: string
  pages: number
  /** of the first page, in points */
  width: number
  height: number
}

const header = '%PDF-'
/** the header stands at the very beginning, or after a little of something else */
const headBytes = 1024
const mostPages = 100_000

/** By its content: what a sender calls it counts for nothing. A picture may hold the header in what is said of it. */
export async function isDocument(bytes: Buffer): Promise<boolean> {
  const at = bytes.subarray(0, headBytes).indexOf(header)
  return at === 0 || (at > 0 && !(await isPicture(bytes)))
}

/** Reads how many pages a PDF has and how large the first is; refused where it needs a password, or is no PDF. */
export async function readDocument(bytes: Buffer): Promise<Document> {
  // its reader is large, and documents are few
  const { getDocumentProxy } = await import('unpdf')
  const reading = getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  const pdf = await reading.catch((error: unknown) => {
    const isLocked = error instanceof Error && error.name === 'PasswordException'
    throw unreadableDocument(isLocked ? 'It asks for a password' : 'It is damaged, or no document at all')
  })
  try {
    const first = await pdf.getPage(1).catch(() => {
      throw unreadableDocument('It is damaged, or no document at all')
    })
    const { width, height } = first.getViewport({ scale: 1 })
    return {
      sha256: createHash('sha256').update(bytes).digest('hex'),
      pages: Math.min(pdf.numPages, mostPages),
      width: Math.max(1, Math.round(width)),
      height: Math.max(1, Math.round(height)),
    }
  } finally {
    await pdf.loadingTask.destroy()
  }
}
