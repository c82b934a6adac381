import express from 'express'
import { pino } from 'pino'
import { readServiceConfig } from '@dromos/db/config'
import { servePart } from './serve-part.ts'
import { createApi } from './server.ts'

// The API as a process of its own.

const { host, port, logLevel, ...config } = readServiceConfig(3001)
const logger = pino({ level: logLevel })
const api = await createApi({ ...config, logger })
const app = express().disable('x-powered-by').use(api.router)
await servePart(app, api, { host, port, logger })
