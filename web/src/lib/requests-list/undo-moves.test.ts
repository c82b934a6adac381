import type { Client, Endpoint, MovesReport } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { goBack, waysBack } from './undo-moves.ts'

type Body = { status: string; requests: { id: number; version: number }[]; isPreview: boolean }
type Moved = MovesReport['moved'][number]

/** A server that lets everything go back but for the ids named. */
function serverThatKeeps(...kept: number[]) {
  const asked: Body[] = []
  const call = (async (_: Endpoint, { body }: { body: Body }) => {
    asked.push(body)
    return { moved: body.requests.filter(({ id }) => !kept.includes(id)), refused: [] }
  }) as unknown as Client
  return { call, asked }
}

const moved = (id: number, from: Moved['from']): Moved => ({ id, from, publicId: `P${id}`, version: 2 })

test('requests go back each to where it was, by its newer version', async () => {
  const { call, asked } = serverThatKeeps(3)
  const ways = await waysBack(call, 'aigaleo', [
    moved(1, 'accepted'),
    moved(2, 'triaged'),
    moved(3, 'accepted'),
  ])
  expect(asked.every(({ isPreview }) => isPreview)).toBe(true)
  expect(ways).toEqual([
    { status: 'accepted', requests: [{ id: 1, version: 2 }] },
    { status: 'triaged', requests: [{ id: 2, version: 2 }] },
  ])
  expect(await goBack(call, 'aigaleo', ways)).toBe(2)
  expect(asked.slice(2).map(({ status, isPreview }) => [status, isPreview])).toEqual([
    ['accepted', false],
    ['triaged', false],
  ])
})

test('what no one moves back by hand has no way back', async () => {
  const { call, asked } = serverThatKeeps()
  expect(await waysBack(call, 'aigaleo', [moved(1, 'received'), moved(2, 'rejected')])).toEqual([])
  expect(asked).toEqual([])
})
