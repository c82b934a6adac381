import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '@dromos/db'
import { getMe } from '../contract/index.ts'
import { testApi, type TestApi } from '../testing.ts'

let api: TestApi

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

test('a path that is not there is a problem, not a page', async () => {
  const response = await fetch(`${api.origin}/api/v1/testopolis/nothing/here`)
  expect(response.status).toBe(404)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ type: 'not-found', status: 404 })
})

test('every answer carries a request id, and keeps the one given', async () => {
  const response = await fetch(`${api.origin}/api/v1/me`, { headers: { 'x-request-id': 'given-0001' } })
  expect(response.headers.get('x-request-id')).toBe('given-0001')
})

test('a visitor is nobody', async () => {
  expect(await api.visitor(getMe, {})).toEqual({
    account: null,
    memberships: [],
    crews: [],
    tablet: null,
  })
})

test('who signs in sees their own memberships', async () => {
  const { client, accountId } = await api.signIn('dispatcher')
  expect(await client(getMe, {})).toEqual({
    account: { id: accountId, name: 'Test dispatcher', email: 'dispatcher@city.test' },
    memberships: [{ jurisdictionId: 'testopolis', role: 'dispatcher' }],
    crews: [],
    tablet: null,
  })
})

test('the session cookie is out of reach of scripts and other sites', async () => {
  await api.signIn('agent')
  const response = await fetch(`${api.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'agent@city.test', password: 'correct horse battery' }),
  })
  for (const cookie of response.headers.getSetCookie()) expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/i)
})

test('a wrong password and an unknown address look the same', async () => {
  await api.signIn('planner')
  const answers = await Promise.all(
    ['planner@city.test', 'unknown@city.test'].map(async (email) => {
      const response = await fetch(`${api.origin}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: 'wrong horse battery' }),
      })
      return [response.status, await response.json()]
    }),
  )
  expect(answers[0][0]).toBe(401)
  expect(answers[0]).toEqual(answers[1])
})

test('nobody signs up without being asked', async () => {
  const response = await fetch(`${api.origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'X', email: 'x@city.test', password: 'correct horse battery' }),
  })
  expect(response.status).toBe(404)
})

test('a write sent by another site is refused', async () => {
  for (const headers of [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }]) {
    const response = await fetch(`${api.origin}/api/auth/sign-out`, { method: 'POST', headers })
    expect(response.status).toBe(403)
  }
})

test('signing out ends the session', async () => {
  const { headers } = await api.signIn('manager')
  const out = await fetch(`${api.origin}/api/auth/sign-out`, {
    method: 'POST',
    headers: { ...headers, origin: api.origin },
  })
  expect(out.status).toBe(200)
  const token = headers.cookie.split('; ').find((cookie) => cookie.includes('session_token'))!
  const me = await fetch(`${api.origin}/api/v1/me`, { headers: { cookie: token } })
  expect(await me.json()).toMatchObject({ account: null })
})

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

function tokenIn(cookies: string): string {
  return cookies.split('; ').find((cookie) => cookie.includes('session_token'))!
}

test('a session that someone else chose is not taken up by signing in', async () => {
  const { headers } = await api.signIn('agent')
  const response = await fetch(`${api.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', origin: api.origin },
    body: JSON.stringify({ email: 'agent@city.test', password: 'correct horse battery' }),
  })
  expect(tokenIn(cookiesOf(response))).not.toBe(tokenIn(headers.cookie))
})

test('signing out everywhere ends every session, and one that is too old has ended', async () => {
  const first = await api.signIn('manager')
  const second = await api.signIn('manager')
  const third = await api.signIn('agent')
  const out = await fetch(`${api.origin}/api/auth/revoke-sessions`, {
    method: 'POST',
    headers: { ...second.headers, 'content-type': 'application/json', origin: api.origin },
    body: '{}',
  })
  expect(out.status).toBe(200)
  await api.database.owner.query(sql`update account_session set expires_at = now() - interval '1 minute'`)
  for (const { headers } of [first, second, third]) {
    const me = await fetch(`${api.origin}/api/v1/me`, { headers: { cookie: tokenIn(headers.cookie) } })
    expect(await me.json()).toMatchObject({ account: null })
  }
})
