import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, problemTypes, reportRequest, trackRequest } from '../contract/index.ts'
import { lampReport } from '../requests/testing.ts'
import { cityId, testApi, type TestApi } from '../testing.ts'
import type { ProblemError } from './problems.ts'
import * as factories from './problems.ts'
import { greek, nouns } from './sentences.ts'

let api: TestApi

beforeAll(async () => {
  api = await testApi()
})

afterAll(() => api?.[Symbol.asyncDispose]())

function speaking(language: string) {
  return createClient({ baseUrl: `${api.origin}/api`, headers: { 'accept-language': language } })
}

const hasGreek = /[α-ωά-ώ]/i

test('every sentence has its Greek', () => {
  for (const [english, told] of Object.entries({ ...greek, ...nouns })) {
    expect(told, english).toMatch(hasGreek)
    expect(english).not.toMatch(hasGreek)
  }
})

test('every type of problem is told in both languages', () => {
  const { ProblemError: _, notFound, notValid, tooLarge, outsideTheCity, ...others } = factories
  const problems = [
    notFound('city', 'x'),
    notValid([]),
    tooLarge(1024),
    outsideTheCity({ authority: null }),
    ...Object.values(others).map((make) =>
      (make as (sentence?: string) => ProblemError)('This exists already'),
    ),
  ]
  expect(new Set(problems.map(({ type }) => type))).toEqual(new Set(problemTypes))
  for (const problem of problems) {
    expect(problem.in('el').title).toMatch(hasGreek)
    expect(problem.in('en').title).not.toMatch(hasGreek)
  }
})

test('a problem is told in the language asked for, its fields as well', async () => {
  const params = { jurisdictionId: cityId }
  const unknown = { params: { ...params, publicId: 'ZZZZZZZZ' } }
  await expect(speaking('el-GR,el;q=0.9,en;q=0.8')(trackRequest, unknown)).rejects.toMatchObject({
    problem: { title: 'Δεν υπάρχει: αναφορά ZZZZZZZZ' },
  })
  await expect(speaking('de,en;q=0.5')(trackRequest, unknown)).rejects.toMatchObject({
    problem: { title: 'There is no request ZZZZZZZZ' },
  })
  const wrong = { params, body: lampReport({ location: 'here' as never }) }
  await expect(speaking('el')(reportRequest, wrong)).rejects.toMatchObject({
    problem: {
      title: 'Κάτι από όσα στάλθηκαν δεν είναι σωστό',
      errors: [{ path: 'body.location', message: expect.stringMatching(hasGreek) }],
    },
  })
  const unasked = { params, body: lampReport({ attributes: { color: 'red' } }) }
  await expect(speaking('el')(reportRequest, unasked)).rejects.toMatchObject({
    problem: { errors: [{ message: 'Η υπηρεσία δεν έχει τέτοια ερώτηση' }] },
  })
})
