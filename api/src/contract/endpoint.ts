import { z } from 'zod'

export const roles = ['citizen', 'agent', 'crew', 'dispatcher', 'planner', 'manager', 'admin'] as const
export type Role = (typeof roles)[number]

/** Whoever works for the city. */
export const members = roles.filter((role) => role !== 'citizen')
/** Members at a desk. */
export const staff = ['agent', 'dispatcher', 'planner', 'manager', 'admin'] as const
/** Members who say what crews do. */
export const dispatchers = ['dispatcher', 'manager', 'admin'] as const

/** Who may call: anyone, anyone signed in, or members of the jurisdiction in the path with one of the roles. */
export type Access = 'public' | 'signed-in' | readonly Role[]

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** An endpoint is plain data: the server binds it, the client calls it, OpenAPI is made from it. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** verb + noun; also the operationId in OpenAPI */
  name: string
  method: Method
  /** Express path below /api, e.g. "/v1/:jurisdictionId/requests/:requestId" */
  path: string
  summary: string
  tag: string
  access: Access
  params: Params
  query: Query
  body: Body
  response: Response
  /** status of success */
  status: 200 | 201 | 202 | 204
  /** the longest body taken, in bytes; 256 kB unless told */
  bodyLimit?: number
}

const nothing = z.object({}).default({})
type Nothing = typeof nothing

interface Given<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  name: string
  method: Method
  path: string
  summary: string
  tag: string
  access: Access
  params?: P
  query?: Q
  body?: B
  response: R
  status?: 200 | 201 | 202 | 204
  bodyLimit?: number
}

export function endpoint<
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(given: Given<P, Q, B, R>): Endpoint<P, Q, B, R> {
  return {
    status: 200,
    ...given,
    params: given.params ?? (nothing as unknown as P),
    query: given.query ?? (nothing as unknown as Q),
    body: given.body ?? (nothing as unknown as B),
  }
}

/** What a caller passes: parts with nothing to say may be left out. */
export type CallOf<E extends Endpoint> = PartOf<'params', E> & PartOf<'query', E> & PartOf<'body', E>

export type ResultOf<E extends Endpoint> = z.output<E['response']>

type PartOf<K extends 'params' | 'query' | 'body', E extends Endpoint> =
  Record<never, never> extends z.input<E[K]> ? { [key in K]?: z.input<E[K]> } : { [key in K]: z.input<E[K]> }
