import { buffer } from 'node:stream/consumers'
import { setTimeout as after } from 'node:timers/promises'
import { pictureOnPaper, type RunSheet } from '../../contract/index.ts'
import type { MediaStore } from '../../media/media-store.ts'
import { printedPicture, type PrintedPicture } from '../../media/picture.ts'

/** What pictures may add to one crew's sheet, and how long a whole print may wait for them. */
export const pictureLimits = { bytes: 400_000, milliseconds: 4000 }

interface Given {
  /** by id of what is attached */
  hashes: ReadonlyMap<string, string>
  open: (sha256: string) => ReturnType<MediaStore['open']>
  /** told of each picture that could not be read */
  onlost: (error: unknown) => void
  limits?: typeof pictureLimits
}

/**
 * The first picture of each stop, small enough for paper. One that is lost, comes too late or has no room left is
 * missing on the sheet and keeps no sheet waiting: its name is printed all the same.
 */
export class SheetPictures {
  readonly #given: Given
  readonly #limits: typeof pictureLimits
  /** crews that come together have the same */
  readonly #read = new Map<string, PrintedPicture | null>()
  #millisecondsLeft: number

  constructor(given: Given) {
    this.#given = given
    this.#limits = given.limits ?? pictureLimits
    this.#millisecondsLeft = this.#limits.milliseconds
  }

  /** By the visits' ids. */
  async ofSheet({ visits }: Pick<RunSheet, 'visits'>): Promise<ReadonlyMap<number, PrintedPicture>> {
    const found = new Map<number, PrintedPicture>()
    let bytesLeft = this.#limits.bytes
    for (const visit of visits) {
      const shown = pictureOnPaper(visit)
      const sha256 = shown ? this.#given.hashes.get(shown.id) : undefined
      const picture = sha256 === undefined ? null : await this.#take(sha256)
      if (!picture || picture.jpeg.length > bytesLeft) continue
      bytesLeft -= picture.jpeg.length
      found.set(visit.id, picture)
    }
    return found
  }

  async #take(sha256: string): Promise<PrintedPicture | null> {
    const known = this.#read.get(sha256)
    if (known !== undefined || this.#millisecondsLeft <= 0) return known ?? null
    const began = performance.now()
    const late = new AbortController()
    const picture = await Promise.race([
      this.#open(sha256),
      after(this.#millisecondsLeft, null, { signal: late.signal }),
    ]).catch((error: unknown) => {
      this.#given.onlost(error)
      return null
    })
    late.abort()
    this.#millisecondsLeft -= performance.now() - began
    this.#read.set(sha256, picture)
    return picture
  }

  async #open(sha256: string): Promise<PrintedPicture> {
    const file = await this.#given.open(sha256)
    if (!file) throw new Error('The file of the picture is gone')
    return printedPicture(await buffer(file.stream))
  }
}
