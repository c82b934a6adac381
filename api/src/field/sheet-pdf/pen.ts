import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'

export type Weight = 400 | 600
export interface Ink {
  size: number
  weight?: Weight
  color?: string
}

const { resolve } = createRequire(import.meta.url)
/** the face comes in one file for each script */
const scripts = ['greek', 'latin'] as const
const weights: Weight[] = [400, 600]
let files: Map<string, Buffer> | null = null

function readFonts(): Map<string, Buffer> {
  files ??= new Map(
    scripts.flatMap((script) =>
      weights.map((weight): [string, Buffer] => [
        `${script}-${weight}`,
        readFileSync(resolve(`@fontsource/commissioner/files/commissioner-${script}-${weight}-normal.woff`)),
      ]),
    ),
  )
  return files
}

const isGreek = (letter: string) => /[\u0370-\u03ff]/.test(letter)
const accents = /[\u0300-\u036f]/g

/** Text as the fonts have it: old accents become the one that is left, and no sign controls the page. */
function printable(text: string): string {
  return text
    .replaceAll(/[\u1f00-\u1fff]/g, (letter) => letter.normalize('NFD').replaceAll(accents, ''))
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{C}/gu, '')
}

/** what the library's types leave out: a picture that is opened is in the document once, however often it is drawn */
type Opening = PDFKit.PDFDocument & { openImage(jpeg: Buffer): Buffer }

/** Draws on A4: text in two scripts, broken where it has to be. All measures are points, from the upper left. */
export class Pen {
  readonly document: PDFKit.PDFDocument
  readonly #images = new Map<Buffer, Buffer>()

  constructor(title: string, language: string) {
    this.document = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      lang: language,
      info: { Title: title, Producer: 'Dromos', Creator: 'Dromos' },
      displayTitle: true,
    })
    for (const [name, file] of readFonts()) this.document.registerFont(name, file)
  }

  image(jpeg: Buffer, x: number, y: number, width: number, height: number): void {
    const image = this.#images.get(jpeg) ?? (this.document as Opening).openImage(jpeg)
    this.#images.set(jpeg, image)
    this.document.image(image, x, y, { width, height })
  }

  width(text: string, ink: Ink): number {
    return runsOf(printable(text)).reduce((sum, run) => sum + this.#take(run, ink).widthOfString(run), 0)
  }

  /** Draws a line and gives where it ends. */
  write(text: string, x: number, y: number, ink: Ink): number {
    let at = x
    for (const run of runsOf(printable(text))) {
      const width = this.#take(run, ink).widthOfString(run)
      this.document.fillColor(ink.color ?? '#000').text(run, at, y, { lineBreak: false })
      at += width
    }
    return at
  }

  /** Lines no wider than that; a word that is wider alone is broken. */
  lines(text: string, most: number, ink: Ink): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of printable(text)
      .trim()
      .split(' ')
      .flatMap((each) => this.#pieces(each, most, ink))) {
      const longer = line ? `${line} ${word}` : word
      if (line && this.width(longer, ink) > most) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return line ? [...lines, line] : lines
  }

  #pieces(word: string, most: number, ink: Ink): string[] {
    if (this.width(word, ink) <= most) return [word]
    const pieces: string[] = []
    let piece = ''
    for (const letter of word) {
      if (piece && this.width(piece + letter, ink) > most) {
        pieces.push(piece)
        piece = ''
      }
      piece += letter
    }
    return [...pieces, piece]
  }

  #take(run: string, { size, weight = 400 }: Ink): PDFKit.PDFDocument {
    return this.document.font(`${isGreek(run[0]!) ? 'greek' : 'latin'}-${weight}`).fontSize(size)
  }
}

/** Pieces of one script each. */
function runsOf(text: string): string[] {
  return text.match(/[\u0370-\u03ff]+|[^\u0370-\u03ff]+/g) ?? []
}
