import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Media } from '../contract/index.ts'
import { bindArrivedMedia } from '../field/bind-media.ts'
import { conflict } from '../http/problems.ts'
import { isDocument, readDocument } from './document.ts'
import { Gate } from './gate.ts'
import { readPicture } from './picture.ts'
import { findStoredMedia, insertMedia, lockHash } from './queries.ts'
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
  if (kind === 'attachment' && isDocument(sent.bytes)) return storeDocument(context, sent)
  const { full, small, ...picture } = await unpacking.run(() => readPicture(sent.bytes))
  const stored = await context.db.tenant(jurisdictionId, async (tx) => {
    await lockHash(tx, picture.sha256)
    const key = { jurisdictionId, sha256: picture.sha256 }
    await context.media.put(key, 'full', full)
    await context.media.put(key, 'small', small)
    await insertMedia(tx, {
      id,
      kind,
      picture: { ...picture, bytes: full.length },
      uploadedBy: sent.uploadedBy,
      receivedAt: context.clock.now(),
    })
    await bindArrivedMedia(tx, id)
    return findStoredMedia(tx, id)
  })
  return stored!
}

/** As it was sent, byte by byte: nothing in it is changed, and nothing of it is shown by us. */
async function storeDocument(context: Context, sent: SentPicture): Promise<Media> {
  const { jurisdictionId, id, kind, bytes, uploadedBy } = sent
  const { sha256, pages, width, height } = await unpacking.run(() => readDocument(bytes))
  const stored = await context.db.tenant(jurisdictionId, async (tx) => {
    await lockHash(tx, sha256)
    await context.media.put({ jurisdictionId, sha256 }, 'document', bytes)
    const picture = { sha256, width, height, bytes: bytes.length }
    await insertMedia(tx, { id, kind, picture, pages, uploadedBy, receivedAt: context.clock.now() })
    return findStoredMedia(tx, id)
  })
  return stored!
}
