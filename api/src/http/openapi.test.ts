import { expect, test } from 'vitest'
import { describeContract, endpoints } from './openapi.ts'

const document = describeContract('http://city.test')
const operations = Object.values(document.paths ?? {}).flatMap((path) => Object.values(path as object))

test('every endpoint of the contract is an operation', () => {
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
    endpoints.map(({ name }) => name).sort(),
  )
})

test('an operation says who may call it, what it takes and what it answers', () => {
  const path = document.paths!['/v1/{jurisdictionId}/requests']
  expect(path.post).toMatchObject({
    operationId: 'reportRequest',
    description: 'For: public.',
    parameters: [{ in: 'path', name: 'jurisdictionId', required: true }],
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/NewRequest' } } } },
    responses: { 201: {}, default: { content: { 'application/problem+json': {} } } },
  })
  expect(path.get).toMatchObject({ security: [{ session: [] }] })
})

test('instants are described as date-time text', () => {
  expect(JSON.stringify(document.components!.schemas!.TrackedRequest)).toMatch(
    /"requestedAt":\{[^}]*(date-time|Instant)/,
  )
})

test('every reference leads to a schema', () => {
  const text = JSON.stringify(document)
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g))
    expect(document.components!.schemas).toHaveProperty(name)
})
