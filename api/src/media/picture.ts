import { createHash } from 'node:crypto'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { ProblemError, unreadablePicture, unsupportedMedia } from '../http/problems.ts'

export interface Picture {
  /** WebP, at most 2048 px */
  full: Buffer
  /** WebP, at most 480 px */
  small: Buffer
  /** of the full size */
  width: number
  height: number
  /** of the full size, hexadecimal */
  sha256: string
}

const fullPixels = 2048
const smallPixels = 480
const printedPixels = 288
/** a picture that would unpack to more is a bomb, or at least none of a street */
const mostPixels = 100_000_000
const longestSeconds = 20
// of a photo from a street 3 % larger than with the usual effort, for six tenths of the work
const effort = 2

// pictures beside each other are threads enough, and none is made twice
sharp.concurrency(1)
sharp.cache(false)

// sharp reads many more, SVG and PDF among them
const formats = new Set(['jpeg', 'png', 'webp', 'gif', 'avif'])

/** Re-encodes a picture as sent: upright, in sRGB, without EXIF or anything else that was hidden in it. */
export async function readPicture(bytes: Buffer): Promise<Picture> {
  try {
    await demandPicture(bytes)
    const full = await open(bytes)
      .autoOrient()
      .resize(fullPixels, fullPixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82, effort })
      .toBuffer({ resolveWithObject: true })
    const small = await sharp(full.data)
      .resize(smallPixels, smallPixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 72, effort })
      .toBuffer()
    return {
      full: full.data,
      small,
      width: full.info.width,
      height: full.info.height,
      sha256: createHash('sha256').update(full.data).digest('hex'),
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw unreadablePicture('It is damaged, or no picture at all')
  }
}

export interface PrintedPicture {
  jpeg: Buffer
  width: number
  height: number
}

/** Of a picture as it is stored, what is seen of it on paper at the size of a stamp. */
export async function printedPicture(stored: Buffer): Promise<PrintedPicture> {
  const { data, info } = await open(stored)
    .resize(printedPixels, printedPixels, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#fff' })
    .jpeg({ quality: 72 })
    .toBuffer({ resolveWithObject: true })
  return { jpeg: data, width: info.width, height: info.height }
}

/** Reads no more than the head of a picture: whether it is one of ours. */
export async function demandPicture(bytes: Buffer): Promise<void> {
  const head = await readHead(bytes)
  if (!head) throw unreadablePicture('It is damaged, or no picture at all')
  const { format, compression, width, height } = head
  const name = format === 'heif' && compression === 'av1' ? 'avif' : format
  if (!formats.has(name)) throw unsupportedMedia('Send a JPEG, PNG, WebP, AVIF or GIF picture')
  if (width * height > mostPixels) throw unreadablePicture('It has too many pixels')
}

/** Whether it is a picture at all, of whatever kind. */
export async function isPicture(bytes: Buffer): Promise<boolean> {
  return (await readHead(bytes)) !== null
}

function readHead(bytes: Buffer): Promise<Metadata | null> {
  return open(bytes)
    .metadata()
    .catch(() => null)
}

function open(bytes: Buffer): Sharp {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).timeout({
    seconds: longestSeconds,
  })
}
