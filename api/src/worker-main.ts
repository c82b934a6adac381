import express from 'express'
import { pino } from 'pino'
import { readServiceConfig } from '@dromos/db/config'
import { servePart } from './serve-part.ts'
import { startWorker } from './worker.ts'

// The worker as a process of its own; it listens only to say how it is.

const { host, port, logLevel, ...config } = readServiceConfig(3004)
const logger = pino({ level: logLevel })
const worker = await startWorker({ ...config, logger })
await servePart(express().disable('x-powered-by'), worker, { host, port, logger })
