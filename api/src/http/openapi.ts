import { z } from 'zod'
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverrideContext,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import * as contract from '../contract/index.ts'
import { Problem, type Endpoint } from '../contract/index.ts'
import type { Api } from './bind.ts'

/** Every endpoint of the contract, in the order of its files. */
export const endpoints: readonly Endpoint[] = Object.values(contract as Record<string, unknown>).filter(
  isEndpoint,
)

/** GET /api/openapi.json: the contract as OpenAPI 3.1. */
export function openapiRoutes({ router, context }: Api): void {
  let text: string | undefined
  router.get('/api/openapi.json', (_request, response) => {
    response.locals.endpointName = 'openapi'
    text ??= JSON.stringify(describeContract(context.config.publicOrigin))
    response.set('Cache-Control', 'public, max-age=300').type('json').send(text)
  })
}

export function describeContract(publicOrigin: string) {
  const paths: ZodOpenApiPathsObject = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Dromos',
        version: '1',
        description: 'From a citizen’s report to a crew’s route and back.',
      },
      servers: [{ url: `${publicOrigin}/api` }],
      paths,
      components: {
        schemas: namedSchemas(),
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'dromos.session_token' },
        },
      },
    },
    {
      override: describeTransforms,
      allowEmptySchema: { unknown: true, any: true, transform: true, custom: true },
    },
  )
}

function operationOf(endpoint: Endpoint): ZodOpenApiOperationObject {
  const { name, summary, tag, access, params, query, body, response, status, method } = endpoint
  const isBare = (schema: z.ZodType) => schema instanceof z.ZodDefault
  const who = typeof access === 'string' ? access : access.join(', ')
  return {
    operationId: name,
    summary,
    description: `For: ${who}.`,
    tags: [tag],
    ...(access === 'public' ? {} : { security: [{ session: [] }] }),
    requestParams: {
      ...(isBare(params) ? {} : { path: params as z.ZodObject }),
      ...(isBare(query) ? {} : { query: query as z.ZodObject }),
    },
    ...(method === 'GET' || isBare(body)
      ? {}
      : { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses: {
      [`${status}`]:
        status === 204
          ? { description: 'Done' }
          : { description: summary, content: { 'application/json': { schema: response } } },
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: Problem } },
      },
    },
  }
}

/** Schemas the contract exports by name, so that the document refers to them by it. */
function namedSchemas(): Record<string, z.ZodType> {
  const named = Object.entries(contract).filter(
    ([name, value]) => value instanceof z.ZodType && /^[A-Z]/.test(name),
  )
  return Object.fromEntries(named) as Record<string, z.ZodType>
}

// Instants are read as dates and given as text, flags read as text and given as booleans: a transform's outcome is
// not in its schema, so it is told here.
function describeTransforms({ zodSchema, jsonSchema, io }: ZodOpenApiOverrideContext): void {
  const { def } = zodSchema._zod
  if (def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
  if (def.type !== 'pipe' || io !== 'output' || def.out._zod.def.type !== 'transform') return
  const isInstant = def.in._zod.def.type === 'date'
  Object.assign(jsonSchema, isInstant ? { type: 'string', format: 'date-time' } : { type: 'boolean' })
}

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === 'object' && value !== null && 'path' in value && 'method' in value && 'access' in value
  )
}
