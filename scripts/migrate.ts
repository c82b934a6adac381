import { mkdirSync } from 'node:fs'
import { readConfig } from './serve/config.ts'
import { HealthBoard } from './serve/health.ts'
import { prepareData } from './serve/prepare.ts'

// Brings a database that runs elsewhere, and the data folder, to what this version needs; then ends.

const config = readConfig()
if (!config.databaseUrl) throw new Error('DATABASE_URL is not set: name the database to migrate')
mkdirSync(config.dataDirectory, { recursive: true })
await using stack = new AsyncDisposableStack()
await prepareData({ config, board: new HealthBoard([]), stack })
