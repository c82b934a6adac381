import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { many, sql } from '@dromos/db'
import { z } from 'zod'
import { fillPath, getImport, startImport, uploadImportFile, type ImportMapping } from '../contract/index.ts'
import { runImportJob } from '../jobs/run-import.ts'
import { findServices } from '../services/queries.ts'
import { cityId, testApi, type SignedIn, type TestApi } from '../testing.ts'
import { inspectFile } from './inspect-file.ts'
import { findProblems, findRun, insertRun } from './queries.ts'
import { runImport } from './run-import.ts'
import { keepImportFile } from './import-store.ts'

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

let api: TestApi
let admin: SignedIn

beforeAll(async () => {
  api = await testApi()
  api.clock.set('2026-03-11T08:00:00Z')
  admin = await api.signIn('admin')
  for (const [id, name, zone, box] of [
    ['new-york', 'New York', 'America/New_York', [-74.3, 40.45, -73.65, 40.95]],
    ['san-francisco', 'San Francisco', 'America/Los_Angeles', [-122.55, 37.68, -122.33, 37.84]],
  ] as const) {
    await api.database.owner.query(sql`
      insert into jurisdiction (id, name_el, name_en, timezone, country, boundary, center)
      values (${id}, ${name}, ${name}, ${zone}, 'US',
        st_multi(st_makeenvelope(${box[0]}, ${box[1]}, ${box[2]}, ${box[3]}, 4326)), st_point(0, 0, 4326))`)
    await api.database.owner.query(sql`
      insert into department (jurisdiction_id, code, name_el, name_en) values (${id}, 'all', 'All', 'All')`)
    await api.database.owner.query(sql`
      insert into service (jurisdiction_id, code, department_code, group_code, name_el, name_en, sla_amount, sla_unit,
        duration_minutes) values
        (${id}, 'animal-kept', 'all', 'all', 'Illegal Animal Kept as Pet', 'Illegal Animal Kept as Pet', 5, 'working_days', 30),
        (${id}, 'other', 'all', 'all', 'Other', 'Other', 5, 'working_days', 30)`)
  }
})

afterAll(() => api?.[Symbol.asyncDispose]())

async function importFile(
  jurisdictionId: string,
  path: URL | string,
  change: (guess: ImportMapping) => ImportMapping,
) {
  const { context } = api
  const kept = await keepImportFile(context.config.dataDirectory, jurisdictionId, createReadStream(path), 1e9)
  const services = await context.db.tenant(jurisdictionId, findServices)
  const inspection = await inspectFile(kept.path, 'csv', { timezone: zones[jurisdictionId], services })
  const mapping = change(inspection.guess)
  const run = await context.db.tenant(jurisdictionId, (tx) =>
    insertRun(tx, { fileName: 'x.csv', fileSha256: kept.sha256, mapping, now: context.clock.now() }),
  )
  await runImport(context, jurisdictionId, run.id, new AbortController().signal)
  return { inspection, run: await readRun(jurisdictionId, run.id) }
}

const zones: Record<string, string> = {
  'new-york': 'America/New_York',
  'san-francisco': 'America/Los_Angeles',
}

async function readRun(jurisdictionId: string, id: number) {
  return api.context.db.tenant(jurisdictionId, async (tx) => ({
    ...(await findRun(tx, id))!,
    problems: await findProblems(tx, id, 20_000),
  }))
}

const allTo =
  (code: string) =>
  (guess: ImportMapping, values: { value: string }[]): ImportMapping => ({
    ...guess,
    services: { ...Object.fromEntries(values.map(({ value }) => [value, code])), ...guess.services },
  })

test("New York's export is understood as it is: columns, dates by its clocks, statuses, and 57 rows without a place", async () => {
  const { inspection, run } = await importFile('new-york', fixture('nyc-311-animals.csv'), (guess) =>
    allTo('other')(guess, [{ value: 'Illegal Animal Sold' }]),
  )
  expect(inspection.guess.columns).toMatchObject({
    'Unique Key': 'externalId',
    'Created Date': 'requestedAt',
    'Closed Date': 'closedAt',
    'Complaint Type': 'serviceName',
    Status: 'status',
    Latitude: 'lat',
    Longitude: 'lon',
  })
  expect(inspection.guess.dateOrder).toBe('mdy')
  expect(inspection.guess.services).toEqual({ 'Illegal Animal Kept as Pet': 'animal-kept' })
  expect(run.status).toBe('completed')
  expect(run.rowsRead).toBe(5895)
  expect(run.rowsAdded + run.rowsRejected).toBe(5895)
  expect(run.problems.filter(({ reason }) => reason === 'has no coordinates')).toHaveLength(57)
  const [row] = await requestsOf('new-york', sql`idempotency_key = 'import:45633481'`)
  expect(row).toMatchObject({ status: 'in_progress', requestedAt: new Date('2020-02-17T17:19:00Z') })
})

test('the same file twice changes nothing', async () => {
  const before = await countsOf('new-york')
  const { run } = await importFile('new-york', fixture('nyc-311-animals.csv'), (guess) =>
    allTo('other')(guess, [{ value: 'Illegal Animal Sold' }]),
  )
  expect(run).toMatchObject({ rowsAdded: 0, rowsUnchanged: before.requests })
  expect(await countsOf('new-york')).toEqual(before)
})

test("San Francisco's export keeps its good rows and names line, column and reason of 4,264 without a place", async () => {
  const { inspection, run } = await importFile('san-francisco', fixture('sf-311.csv'), (guess) => ({
    ...guess,
    services: Object.fromEntries(
      // every category of the file goes to one service of the test city
      Object.keys(guess.services).map((value) => [value, 'other']),
    ),
  }))
  expect(inspection.guess.columns).toMatchObject({
    unique_key: 'externalId',
    created_date: 'requestedAt',
    latitude: 'lat',
  })
  const unmapped = run.problems.filter(
    ({ reason }) => reason === 'is a service that the mapping does not know',
  )
  expect(unmapped.length).toBe(
    run.problems.filter(({ columnName }) => columnName === 'complaint_type').length,
  )
  const mapping = allTo('other')(inspection.guess, inspection.serviceValues)
  const again = await importFile('san-francisco', fixture('sf-311.csv'), () => mapping)
  expect(again.run.rowsRead).toBe(10_000)
  const placeless = again.run.problems.filter(({ reason }) => reason === 'has no coordinates (0, 0)')
  expect(placeless).toHaveLength(4264)
  expect(placeless[0]).toMatchObject({ line: 2, columnName: 'latitude' })
  expect(again.run.rowsAdded).toBeGreaterThan(5000)
})

test('a run that is cut off goes on behind its last batch, and ends as if it had not been', async () => {
  const lines = readFileSync(fixture('nyc-311-animals.csv'), 'utf8').split('\n')
  const part = join(await mkdtemp(join(tmpdir(), 'import-')), 'part.csv')
  writeFileSync(part, [lines[0], ...lines.slice(1, 2501).map((line) => line.replace(/^\d/, '9'))].join('\n'))
  const { context } = api
  const kept = await keepImportFile(context.config.dataDirectory, 'new-york', createReadStream(part), 1e9)
  const { guess } = await inspectFile(kept.path, 'csv', {
    timezone: zones['new-york'],
    services: [{ code: 'animal-kept', nameEl: 'x', nameEn: 'Illegal Animal Kept as Pet' }],
  })
  const mapping = allTo('other')(guess, [{ value: 'Illegal Animal Sold' }])
  const run = await context.db.tenant('new-york', (tx) =>
    insertRun(tx, { fileName: 'part.csv', fileSha256: kept.sha256, mapping, now: context.clock.now() }),
  )
  let batches = 0
  const cut = {
    get aborted() {
      return batches > 1500
    },
    throwIfAborted() {
      if (++batches > 1500) throw new Error('cut off')
    },
  } as AbortSignal
  await expect(runImport(context, 'new-york', run.id, cut)).rejects.toThrow('cut off')
  const half = await readRun('new-york', run.id)
  expect(half).toMatchObject({ status: 'running', rowsRead: 1000 })
  await runImport(context, 'new-york', run.id, new AbortController().signal)
  const whole = await readRun('new-york', run.id)
  expect(whole).toMatchObject({ status: 'completed', rowsRead: 2500 })
  expect(whole.rowsAdded + whole.rowsUnchanged + whole.rowsRejected).toBe(2500)
})

test('the roll-up counts exactly what was added', async () => {
  const { requests, received, events } = await countsOf('new-york')
  expect(received).toBe(requests)
  expect(events).toBeGreaterThanOrEqual(requests)
})

test('an admin uploads a file, confirms the guess and sees the result; others may not', async () => {
  const dispatcher = await api.signIn('dispatcher')
  const path = fillPath(uploadImportFile.path, { jurisdictionId: cityId, name: 'requests.geojson' })
  const send = (headers: Record<string, string>) =>
    fetch(`${api.origin}/api${path}`, {
      method: 'PUT',
      headers: { ...headers, origin: api.origin },
      body: geojson,
    })
  expect((await send(dispatcher.headers)).status).toBe(403)
  const uploaded = uploadImportFile.response.parse(await (await send(admin.headers)).json())
  expect(uploaded.guess).toMatchObject({
    format: 'geojson',
    columns: { id: 'externalId', category: 'serviceName', opened: 'requestedAt', 'geometry.latitude': 'lat' },
    services: { 'ΣΒΗΣΤΟ ΦΩΤΙΣΤΙΚΟ': 'street-light' },
  })
  await api.work([runImportJob])
  const params = { jurisdictionId: cityId }
  const { fileSha256, fileName, guess: mapping } = uploaded
  const { id } = await admin.client(startImport, { params, body: { fileSha256, fileName, mapping } })
  await expect
    .poll(async () => (await admin.client(getImport, { params: { ...params, id } })).status, {
      timeout: 15_000,
    })
    .toBe('completed')
  const run = await admin.client(getImport, { params: { ...params, id } })
  expect(run).toMatchObject({ rowsRead: 3, rowsAdded: 1, rowsRejected: 2 })
  expect(run.problems.map(({ line, columnName, reason }) => [line, columnName, reason])).toEqual([
    [2, 'geometry.latitude', 'is outside the city'],
    [3, 'opened', 'is not a date'],
  ])
})

test('a mapping to a service the city does not have is refused before anything is read', async () => {
  const path = fillPath(uploadImportFile.path, { jurisdictionId: cityId, name: 'requests.geojson' })
  const answer = await fetch(`${api.origin}/api${path}`, {
    method: 'PUT',
    headers: { ...admin.headers, origin: api.origin },
    body: geojson,
  })
  const { fileSha256, fileName, guess } = uploadImportFile.response.parse(await answer.json())
  const mapping = { ...guess, services: { x: 'no-such-service' } }
  await expect(
    admin.client(startImport, {
      params: { jurisdictionId: cityId },
      body: { fileSha256, fileName, mapping },
    }),
  ).rejects.toMatchObject({ problem: { type: 'bad-input' } })
})

const geojson = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    feature('a', '2026-03-01 10:00', [23.69, 37.98]),
    feature('b', '2026-03-01 10:00', [20, 30]),
    feature('c', 'yesterday', [23.69, 37.98]),
  ],
})

function feature(id: string, opened: string, coordinates: [number, number]) {
  return {
    type: 'Feature',
    properties: { id, category: 'ΣΒΗΣΤΟ ΦΩΤΙΣΤΙΚΟ', opened },
    geometry: { type: 'Point', coordinates },
  }
}

async function requestsOf(jurisdictionId: string, condition: ReturnType<typeof sql>) {
  return api.context.db.tenant(jurisdictionId, (tx) =>
    many(
      tx,
      z.object({ status: z.string(), requestedAt: z.date() }),
      sql`select status, requested_at from request where ${condition}`,
    ),
  )
}

async function countsOf(jurisdictionId: string) {
  return api.context.db.tenant(jurisdictionId, async (tx) => {
    const { rows } = await tx.query(sql`
      select (select count(*) from request) as requests, (select count(*) from request_event) as events,
        (select coalesce(sum(received), 0) from request_rollup) as received`)
    return rows[0] as { requests: number; events: number; received: number }
  })
}
