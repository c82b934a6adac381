import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { root } from '../serve/config.ts'

const healthcheck = z.strictObject({
  test: z.tuple([z.literal('CMD')], z.string()),
  interval: z.string(),
  timeout: z.string(),
  retries: z.int(),
  start_period: z.string().optional(),
})

const condition = z.enum(['service_started', 'service_healthy', 'service_completed_successfully'])

const service = z.strictObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
  depends_on: z.record(z.string(), z.strictObject({ condition })).default({}),
  volumes: z.array(z.string().regex(/^[^:]+:\/[^:]+(:ro)?$/)).default([]),
  ports: z.array(z.string()).default([]),
  restart: z.enum(['no', 'unless-stopped']),
  healthcheck: healthcheck.optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  shm_size: z.string().optional(),
})

const composeFile = z
  .object({
    name: z.string(),
    services: z.record(z.string(), service),
    volumes: z.record(z.string(), z.null()),
  })
  .catchall(z.unknown())

export type Service = z.output<typeof service>

/** docker-compose.yml with its variables filled in as Compose would; a key it does not know is an error. */
export function readComposeFile(variables: Record<string, string>) {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8')
  return composeFile.parse(fill(parse(text, { merge: true }), variables))
}

function fill(value: unknown, variables: Record<string, string>): unknown {
  if (typeof value === 'string') return interpolate(value, variables)
  if (Array.isArray(value)) return value.map((each) => fill(each, variables))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, fill(each, variables)]))
}

/** `${NAME:-default}` and `${NAME:?reason}`, the two forms the file uses. */
export function interpolate(text: string, variables: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, mark: string, rest: string) => {
    const value = variables[name]
    if (value) return value
    if (mark === '-') return rest
    throw new Error(`${name} is not set: ${rest ?? ''}`)
  })
}
