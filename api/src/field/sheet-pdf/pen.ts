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
/** the face comes in one file for each script; those who live in the city write in more than two */
const scripts = ['greek', 'latin', 'latin-ext', 'cyrillic'] as const
type Script = (typeof scripts)[number]
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

/** Old accents become the one that is left, and no sign controls the page. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[\u1f00-\u1fff]/g, (letter) => letter.normalize('NFD').replaceAll(accents, ''))
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{C}/gu, '')
}

/** what the library's types leave out: a picture that is opened is in the document once, however often it is drawn */
type Opening = PDFKit.PDFDocument & { openImage(jpeg: Buffer): Buffer }
/** and which signs the face in use has: of any other it draws an empty box */
type Facing = PDFKit.PDFDocument & { _font: { font: { hasGlyphForCodePoint(sign: number): boolean } } }

/** Draws on A4: text in two scripts, broken where it has to be. All measures are points, from the upper left. */
export class Pen {
  readonly document: PDFKit.PDFDocument
  readonly #images = new Map<Buffer, Buffer>()
  /** of each sign that was asked for; null where none has it */
  readonly #scripts = new Map<string, Script | null>()

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
    return this.#runs(text).reduce((sum, run) => sum + this.#take(run, ink).widthOfString(run.text), 0)
  }

  /** Draws a line and gives where it ends. */
  write(text: string, x: number, y: number, ink: Ink): number {
    let at = x
    for (const run of this.#runs(text)) {
      const width = this.#take(run, ink).widthOfString(run.text)
      this.document.fillColor(ink.color ?? '#000').text(run.text, at, y, { lineBreak: false })
      at += width
    }
    return at
  }

  /** Lines no wider than that; a word that is wider alone is broken. */
  lines(text: string, most: number, ink: Ink): string[] {
    const lines: string[] = []
    let line = ''
    for (const word of this.#printable(text)
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

  /** Text as the fonts have it: pictures among the words are left out, words that nobody can draw are three dots. */
  #printable(text: string): string {
    return Array.from(plain(text), (sign) => {
      if (this.#scriptOf(sign)) return sign
      return /[\p{Extended_Pictographic}\p{M}]/u.test(sign) ? '' : '…'
    })
      .join('')
      .replaceAll(/…(\s*…)+/g, '…')
      .replaceAll(/ +/g, ' ')
  }

  /** Pieces of one script each. */
  #runs(text: string): Run[] {
    const runs: Run[] = []
    for (const sign of this.#printable(text)) {
      const script = this.#scriptOf(sign) ?? 'latin'
      const last = runs.at(-1)
      if (last?.script === script) last.text += sign
      else runs.push({ script, text: sign })
    }
    return runs
  }

  #scriptOf(sign: string): Script | null {
    let script = this.#scripts.get(sign)
    if (script === undefined) {
      script = scripts.find((each) => (each === 'greek') === isGreek(sign) && this.#has(each, sign)) ?? null
      this.#scripts.set(sign, script)
    }
    return script
  }

  #has(script: Script, sign: string): boolean {
    const { _font } = this.document.font(`${script}-400`) as Facing
    return _font.font.hasGlyphForCodePoint(sign.codePointAt(0)!)
  }

  #take({ script }: Run, { size, weight = 400 }: Ink): PDFKit.PDFDocument {
    return this.document.font(`${script}-${weight}`).fontSize(size)
  }
}

interface Run {
  script: Script
  text: string
}
