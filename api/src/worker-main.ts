import { readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import pino from 'pino'
import { readServiceConfig } from '@dromos/db/config'
import { runService } from './run-service.ts'
import { startWorker } from './worker.ts'

// nobody waits for a picture as one waits for a screen
giveWay()
const config = readServiceConfig(3004)
const logger = pino({ level: config.logLevel })
await runService(await startWorker({ ...config, logger }), { ...config, trustProxy: 0, logger })

/** Linux gives each thread a priority of its own. The library's, which make pictures, wait for everything else. */
function giveWay(): void {
  setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
  if (process.platform !== 'linux') return
  for (const thread of readdirSync('/proc/self/task'))
    try {
      if (Number(thread) !== process.pid) setPriority(Number(thread), constants.priority.PRIORITY_LOW)
    } catch {
      // gone meanwhile
    }
}
