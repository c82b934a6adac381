import type { Media } from '@dromos/api/contract'
import { isDocument, type UploadResult } from '#lib/report/upload-picture.ts'
import { m } from '#lib/paraglide/messages.js'

interface Steps {
  upload: (mediaId: string, file: File) => Promise<UploadResult>
  /** what went wrong, in words; null when it is attached */
  attach: (mediaId: Media['id'], label?: string) => Promise<string | null>
}

interface Waiting {
  id: string
  name: string
  /** none of a document */
  preview: string | null
}

/** Pictures and documents on their way to an order, one after the other: they stand there in the order they were chosen. */
export class Attaching {
  waiting = $state<Waiting[]>([])
  problems = $state<string[]>([])
  readonly #steps: Steps
  #last: Promise<void> = Promise.resolve()

  constructor(steps: Steps) {
    this.#steps = steps
  }

  /** `room` is how many more the order takes, those on their way counted in. */
  add(files: readonly File[], { room, most }: { room: number; most: number }): Promise<void> {
    this.problems = []
    for (const file of files) if (!canBeSent(file)) this.#tell(unreadable(file))
    const taken = files.filter(canBeSent)
    const left = taken.length - Math.max(0, room)
    if (left > 0) this.#tell(m.order_attachment_no_room({ most, count: left }))
    for (const file of taken.slice(0, Math.max(0, room))) this.#queue(file)
    return this.#last
  }

  #queue(file: File): void {
    const waiting = {
      id: crypto.randomUUID(),
      name: file.name,
      preview: isDocument(file) ? null : URL.createObjectURL(file),
    }
    this.waiting.push(waiting)
    this.#last = this.#last.then(async () => {
      const problem = await this.#send(waiting.id, file)
      if (problem) this.#tell(problem)
      this.waiting = this.waiting.filter(({ id }) => id !== waiting.id)
      if (waiting.preview) URL.revokeObjectURL(waiting.preview)
    })
  }

  /** The same trouble with several pictures is told once. */
  #tell(problem: string): void {
    if (!this.problems.includes(problem)) this.problems.push(problem)
  }

  async #send(id: string, file: File): Promise<string | null> {
    const { name } = file
    const sent = await this.#steps.upload(id, file)
    // a picture tells what it is; a document is known by its name
    if (sent.ok) return this.#steps.attach(id, isDocument(file) ? labelOf(name) : undefined)
    if (sent.reason === 'unreadable-document') return m.order_document_unreadable({ name })
    if (sent.reason === 'unreadable') return unreadable(file)
    return sent.reason === 'too-large'
      ? m.order_attachment_too_large({ name })
      : m.order_attachment_failed({ name })
  }
}

// a file whose kind the browser does not know is for the server to judge
function canBeSent(file: File): boolean {
  return file.type === '' || file.type.startsWith('image/') || isDocument(file)
}

function labelOf(fileName: string): string {
  return fileName.replace(/\.pdf$/i, '').slice(0, 120)
}

function unreadable({ name }: File): string {
  return m.order_attachment_unreadable({ name })
}
