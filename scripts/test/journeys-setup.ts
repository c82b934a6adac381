import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openDatabase, raw } from '@dromos/db'
import { findChromium } from '../bootstrap/machine.mjs'
import provideCluster from './global-setup.ts'
import { startProduct } from './product.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** address of the running product, without a slash at the end */
    baseUrl: string
    /** program of the browser the journeys drive */
    chromiumPath: string
  }
}

/** Runs the whole product as npm start does, on a free port with a database of its own, for the journeys. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stack = new AsyncDisposableStack()
  try {
    const chromiumPath = findChromium()
    if (!chromiumPath) throw new Error('The journeys need Chromium: run them through npm test')
    const leaveCluster = await provideCluster()
    if (leaveCluster) stack.defer(leaveCluster)
    const databaseUrl = await freshDatabase(stack)
    const dataDirectory = mkdtempSync(join(tmpdir(), 'dromos-journeys-'))
    stack.defer(() => rmSync(dataDirectory, { recursive: true, force: true }))
    const product = await startProduct({
      DATABASE_URL: databaseUrl,
      DROMOS_DATA: dataDirectory,
      DEMO: 'small',
      // a journey may come from an address of its own, so that its limits are not another's
      TRUST_PROXY: '1',
    })
    stack.defer(async () => void (await product.stop('SIGTERM')))
    project.provide('baseUrl', product.baseUrl)
    project.provide('chromiumPath', chromiumPath)
  } catch (error) {
    await stack.disposeAsync()
    throw error
  }
  return () => stack.disposeAsync()
}

async function freshDatabase(stack: AsyncDisposableStack): Promise<string> {
  const cluster = process.env.DROMOS_TEST_DATABASE_URL!
  const name = `journeys_${randomUUID().replaceAll('-', '')}`
  await asOwner(cluster, `create database ${name}`)
  stack.defer(() => asOwner(cluster, `drop database ${name} with (force)`))
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return url.href
}

async function asOwner(cluster: string, statement: string): Promise<void> {
  const database = openDatabase({ connectionString: cluster, role: null, max: 1 })
  try {
    await database.query(raw(statement))
  } finally {
    await database.close()
  }
}
