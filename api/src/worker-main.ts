import { constants, setPriority } from 'node:os'
import pino from 'pino'
import { readServiceConfig } from '@dromos/db/config'
import { runService } from './run-service.ts'
import { startWorker } from './worker.ts'

// nobody waits for a picture as one waits for a screen
setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
const config = readServiceConfig(3004)
const logger = pino({ level: config.logLevel })
await runService(await startWorker({ ...config, logger }), { ...config, trustProxy: 0, logger })
