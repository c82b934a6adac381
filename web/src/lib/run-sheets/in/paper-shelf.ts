import type { PaperEntry } from './paper-entry.ts'

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const keptMs = 30 * 86_400_000

/** What was typed of each stop, kept by this browser one by one, so that two windows do not write over each other. */
export class PaperShelf {
  readonly #shelf: Shelf
  readonly #name: string

  constructor(shelf: Shelf, owner: { jurisdictionId: string; accountId: string }) {
    this.#shelf = shelf
    this.#name = `dromos.paper.${owner.jurisdictionId}.${owner.accountId}.`
  }

  /** Throws when the browser has no room. */
  keep(entry: PaperEntry): void {
    this.#shelf.setItem(this.#name + entry.visitId, JSON.stringify(entry))
  }

  forget(visitId: number): void {
    this.#shelf.removeItem(this.#name + visitId)
  }

  /** All of them; what the city took is let go of after a month. */
  all(now: Date): PaperEntry[] {
    const keys = Array.from({ length: this.#shelf.length }, (_, index) => this.#shelf.key(index))
    return keys.flatMap((key) => {
      if (!key?.startsWith(this.#name)) return []
      const entry = parsed(this.#shelf.getItem(key))
      const isOver = entry?.state === 'taken' && now.getTime() - Date.parse(entry.keptAt) > keptMs
      if (!entry || isOver) this.#shelf.removeItem(key)
      return entry && !isOver ? [entry] : []
    })
  }
}

function parsed(text: string | null): PaperEntry | null {
  try {
    const entry = JSON.parse(text ?? '') as PaperEntry
    return typeof entry.visitId === 'number' && Array.isArray(entry.sent) ? entry : null
  } catch {
    return null
  }
}

/** How this browser's desk names itself; the same for good. */
export function deskId(shelf: Shelf): string {
  const known = shelf.getItem('dromos.paper.desk')
  if (known) return known
  const made = `paper-${crypto.randomUUID()}`
  shelf.setItem('dromos.paper.desk', made)
  return made
}
