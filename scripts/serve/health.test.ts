import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFront, type Front } from './front.ts'
import { HealthBoard } from './health.ts'

let board: HealthBoard
let front: Front
let address: string
let close: () => void

beforeEach(async () => {
  board = new HealthBoard(['database', 'api'])
  front = createFront(board)
  const server = createServer(front.app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  close = () => server.close()
})

afterEach(() => close())

test('before it is ready it says which part is how far, and lets nobody in', async () => {
  board.set('database', { state: 'preparing', doing: 'loading Athens' })
  expect(await health()).toMatchObject({
    status: 503,
    body: { parts: { database: { state: 'preparing', doing: 'loading Athens' }, api: { state: 'waiting' } } },
  })
  expect((await fetch(`${address}/`)).status).toBe(503)
})

test('it is ready once every part is and the door is open', async () => {
  board.set('database', { state: 'ready' })
  board.ask('api', async () => ({ connections: 2 }))
  expect((await health()).status).toBe(503)
  front.open([{ handler: (_request, response) => void response.send('the page') }])
  expect(await health()).toMatchObject({
    status: 200,
    body: { parts: { api: { state: 'ready', connections: 2 } } },
  })
  expect(await (await fetch(`${address}/`)).text()).toBe('the page')
})

test('a part that fails later is seen, without its reason', async () => {
  board.set('database', { state: 'ready' })
  board.ask('api', () => Promise.reject(new Error('password of the database')))
  front.open([])
  const { status, text } = await health()
  expect(status).toBe(503)
  expect(text).not.toContain('password')
})

test('parts answer in their order, each below its path', async () => {
  board.set('database', { state: 'ready' })
  front.open([
    { path: '/tiles', handler: (request, response) => void response.send(`tile ${request.path}`) },
    { handler: (_request, response) => void response.send('the rest') },
  ])
  expect(await (await fetch(`${address}/tiles/1/2/3`)).text()).toBe('tile /1/2/3')
  expect(await (await fetch(`${address}/report`)).text()).toBe('the rest')
})

async function health() {
  const response = await fetch(`${address}/healthz`)
  const text = await response.text()
  return { status: response.status, text, body: JSON.parse(text) }
}
