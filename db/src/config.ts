import { z } from 'zod'

/** What every process of Dromos reads from its environment; parts extend it with what is theirs alone. */
export const processEnvironment = z.object({
  // the loopback address keeps a process to its machine; containers set 0.0.0.0
  HOST: z.string().default('127.0.0.1'),
  // PostgreSQL with PostGIS
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  // folder of everything that is not in git: photos, the road graph, the private database
  DROMOS_DATA: z.string().default('.data'),
  // the address people see
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).default('http://localhost:3000'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
})

/** Parses the environment; an empty variable counts as none, and one error names every variable that is wrong. */
export function readEnvironment<S extends z.ZodType>(
  schema: S,
  variables: NodeJS.ProcessEnv = process.env,
): z.output<S> {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success) throw new Error(`The environment is wrong:\n${z.prettifyError(result.error)}`)
  return result.data
}

/** The environment of a part that serves HTTP by itself, on `port`. */
export function readServiceConfig(defaultPort: number, variables?: NodeJS.ProcessEnv) {
  const schema = processEnvironment.extend({
    PORT: z.coerce.number().int().min(1).max(65_535).default(defaultPort),
  })
  const values = readEnvironment(schema, variables)
  return {
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDirectory: values.DROMOS_DATA,
    publicOrigin: values.PUBLIC_ORIGIN,
    logLevel: values.LOG_LEVEL,
  }
}
