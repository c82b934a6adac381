import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const environment = z.object({
  // 0 takes any free port
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  // the loopback address keeps the demo accounts to this machine
  HOST: z.string().default('127.0.0.1'),
  // a PostgreSQL with PostGIS to use as it is, instead of a private one
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  // folder of everything that is not in git: the private database, photos, the road graph
  DROMOS_DATA: z.string().default('.data'),
  // the address people see, when it is another than that of this server
  PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  // what an empty database is filled with
  DEMO: z.enum(['full', 'small', 'none']).default('full'),
  // extract of OpenStreetMap the road graph is made of
  ROADS_PBF: z.string().default('db/demo/athens.osm.pbf'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
})

export type ServeConfig = ReturnType<typeof readConfig>

/** Throws one error that names every variable that is wrong. */
export function readConfig(variables: NodeJS.ProcessEnv) {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (!result.success) throw new Error(`The environment is wrong:\n${z.prettifyError(result.error)}`)
  const { PORT, HOST, DATABASE_URL, DROMOS_DATA, PUBLIC_ORIGIN, DEMO, ROADS_PBF, LOG_LEVEL } = result.data
  return {
    port: PORT,
    host: HOST,
    databaseUrl: DATABASE_URL,
    dataDirectory: resolve(root, DROMOS_DATA),
    publicOrigin: PUBLIC_ORIGIN,
    demo: DEMO,
    roadsPbf: resolve(root, ROADS_PBF),
    logLevel: LOG_LEVEL,
  }
}
