import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Media } from '../contract/index.ts'
import { bindArrivedMedia } from '../field/bind-media.ts'
import { conflict } from '../http/problems.ts'
import { isDocument, readDocument } from './document.ts'
import { Gate } from './gate.ts'
import type { MediaForm } from './media-store.ts'
import { readPicture } from './picture.ts'
import { findStoredMedia, insertMedia, lockHash, type MediaToStore } from './queries.ts'
import { findNamedHash } from './upload-queries.ts'

export interface SentPicture {
  jurisdictionId: string
  id: string
  kind: Media['kind']
  bytes: Buffer
  uploadedBy: string | null
}

// unpacked pictures are large: two at a time, the others wait
const unpacking = new Gate(2)

/** Stores one picture, or a document to be attached, under the sender's id; sent again, the first one stays and is given back. */
export async function storePicture(context: Context, sent: SentPicture): Promise<Media> {
  const { jurisdictionId, id, kind } = sent
  const [before, namedHash] = await context.db.tenant(jurisdictionId, async (tx) => [
    await findStoredMedia(tx, id),
    await findNamedHash(tx, id),
  ])
  if (before) return before
  if (namedHash && namedHash !== createHash('sha256').update(sent.bytes).digest('hex'))
    throw conflict('This is not the picture that was taken')
  const isPdf = kind === 'attachment' && (await isDocument(sent.bytes))
  const { forms, ...read } = await unpacking.run(() => (isPdf ? readAsSent : readSizes)(sent.bytes))
  const key = { jurisdictionId, sha256: read.picture.sha256 }
  const stored = await context.db.tenant(jurisdictionId, async (tx) => {
    await lockHash(tx, key.sha256)
    for (const [form, bytes] of forms) await context.media.put(key, form, bytes)
    const { uploadedBy } = sent
    await insertMedia(tx, { id, kind, ...read, uploadedBy, receivedAt: context.clock.now() })
    await bindArrivedMedia(tx, id)
    return findStoredMedia(tx, id)
  })
  return stored!
}

/** What of a file is stored, and what is said of it. */
interface ReadMedia extends Pick<MediaToStore, 'picture' | 'pages'> {
  forms: [MediaForm, Buffer][]
}

async function readSizes(bytes: Buffer): Promise<ReadMedia> {
  const { full, small, ...picture } = await readPicture(bytes)
  const forms: ReadMedia['forms'] = [
    ['full', full],
    ['small', small],
  ]
  return { forms, picture: { ...picture, bytes: full.length } }
}

/** As it was sent, byte by byte: nothing in it is changed, and nothing of it is shown by us. */
async function readAsSent(bytes: Buffer): Promise<ReadMedia> {
  const { pages, ...picture } = await readDocument(bytes)
  return { forms: [['document', bytes]], picture: { ...picture, bytes: bytes.length }, pages }
}
