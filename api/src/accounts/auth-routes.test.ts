import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApi, type TestApi } from '../testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

function send(body: string | ReadableStream, type = 'application/json') {
  return fetch(`${api.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
    duplex: 'half',
  } as RequestInit)
}

test('a body that is longer than any sign-in is refused, also one whose length is not told', async () => {
  const long = JSON.stringify({ email: 'admin@city.test', password: 'x'.repeat(1024 * 1024) })
  expect((await send(long)).status).toBe(413)
  expect((await send(new Blob([long]).stream())).status).toBe(413)
})

test('only JSON is read', async () => {
  expect((await send('email=a&password=b', 'application/x-www-form-urlencoded')).status).toBe(415)
  expect((await send('{', 'application/json')).status).toBe(400)
})
