import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processEnvironment, readEnvironment } from '@dromos/db/config'
import { z } from 'zod'

export const root = fileURLToPath(new URL('../../', import.meta.url))

const environment = processEnvironment.extend({
  // 0 takes any free port
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  // without it a private server is started
  DATABASE_URL: processEnvironment.shape.DATABASE_URL.optional(),
  // without it the address of this server
  PUBLIC_ORIGIN: processEnvironment.shape.PUBLIC_ORIGIN.unwrap().optional(),
  // what an empty database is filled with
  DEMO: z.enum(['full', 'small', 'none']).default('full'),
  // extract of OpenStreetMap the road graph is made of
  ROADS_PBF: z.string().default('db/demo/athens.osm.pbf'),
  // the terminal of npm start shows what needs attention
  LOG_LEVEL: processEnvironment.shape.LOG_LEVEL.unwrap().default('warn'),
})

export type ServeConfig = ReturnType<typeof readConfig>

export function readConfig(variables?: NodeJS.ProcessEnv) {
  const values = readEnvironment(environment, variables)
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    dataDirectory: resolve(root, values.DROMOS_DATA),
    publicOrigin: values.PUBLIC_ORIGIN,
    demo: values.DEMO,
    roadsPbf: resolve(root, values.ROADS_PBF),
    logLevel: values.LOG_LEVEL,
  }
}
