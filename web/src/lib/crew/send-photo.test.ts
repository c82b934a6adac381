import { expect, test } from 'vitest'
import { ApiError, type Client, type ProblemType } from '@dromos/api/contract'
import type { KeptPhoto } from './kept.ts'
import { photoSender } from './send-photo.ts'

type Answer = 'received' | 'cut' | ProblemType

/** A city that answers call by call, and what it was asked. */
function cityOf(answers: Record<string, Answer[]>) {
  const asked: string[] = []
  const client = (async (endpoint: { name: string }, call: { query?: { sha256?: string } }) => {
    const kind = endpoint.name === 'sendChunk' && call.query?.sha256 ? 'sendAtOnce' : endpoint.name
    asked.push(kind)
    const answer = answers[kind]?.shift() ?? 'received'
    if (answer === 'cut') throw new TypeError('network')
    if (answer !== 'received') throw new ApiError({ type: answer, title: '', status: 400 }, 0)
    return kind === 'declareUpload' ? { isReceived: false, missing: [0] } : { isReceived: true, missing: [] }
  }) as unknown as Client
  return { asked, send: photoSender(client) }
}

const photoOf = (mediaId: string, bytes = 10): KeptPhoto =>
  ({ jurisdictionId: 'city', mediaId, visitId: 1, picture: new Blob(['x'.repeat(bytes)]) }) as KeptPhoto

const inTwo = ['declareUpload', 'sendChunk']

test('the first photo is asked after, for it may have come in part; those after it go in one call', async () => {
  const { asked, send } = cityOf({})
  for (const id of ['a', 'b', 'c']) expect(await send(photoOf(id))).toBe('sent')
  expect(asked).toEqual([...inTwo, 'sendAtOnce', 'sendAtOnce'])
})

test('after a cut the photo is asked after, so that what came is not sent again', async () => {
  const { asked, send } = cityOf({ sendAtOnce: ['cut'] })
  await send(photoOf('a'))
  await expect(send(photoOf('b'))).rejects.toThrow('network')
  expect(await send(photoOf('b'))).toBe('sent')
  expect(await send(photoOf('c'))).toBe('sent')
  expect(asked).toEqual([...inTwo, 'sendAtOnce', ...inTwo, 'sendAtOnce'])
})

test('a busy city is asked whether there is room before a photo is sent again', async () => {
  const { asked, send } = cityOf({
    sendAtOnce: ['too-many-requests'],
    declareUpload: ['received', 'too-many-requests'],
  })
  await send(photoOf('a'))
  expect(await send(photoOf('b'))).toBe('sent')
  expect(asked).toEqual([...inTwo, 'sendAtOnce', 'declareUpload', ...inTwo])
})

test('what is refused in one call is refused, and what is too long for one goes piece by piece', async () => {
  const { asked, send } = cityOf({ sendAtOnce: ['conflict'] })
  await send(photoOf('a'))
  expect(await send(photoOf('b'))).toBe('refused')
  await send(photoOf('c'))
  await send(photoOf('d', 3 * 1024 * 1024))
  expect(asked).toEqual([...inTwo, 'sendAtOnce', ...inTwo, ...inTwo])
})
