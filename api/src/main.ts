import pino from 'pino'
import { readServiceConfig } from '@dromos/db/config'
import { readConfig } from './config.ts'
import { runService } from './run-service.ts'
import { createApi } from './server.ts'

const config = readServiceConfig(3001)
const { trustProxy } = readConfig(config)
const logger = pino({ level: config.logLevel })
await runService(await createApi({ ...config, logger }), { ...config, trustProxy, logger })
