import type { Client, ImportMapping } from '@dromos/api/contract'
import { beforeEach, expect, test } from 'vitest'
import { FileImport, type Uploaded } from './file-import.svelte.ts'
import { problemsCsv } from './problems-csv.ts'

const guess: ImportMapping = {
  format: 'csv',
  columns: { Id: 'externalId', Kind: 'serviceName' },
  timezone: 'Europe/Athens',
  dateOrder: 'iso',
  services: { Lamp: 'street-light' },
  statuses: {},
}
const uploaded = {
  fileSha256: 'x',
  fileName: 'a.csv',
  columns: ['Id', 'Kind', 'Type'],
  guess,
  serviceValues: [
    { value: 'Lamp', count: 3 },
    { value: 'Tree', count: 1 },
  ],
  statusValues: [{ value: 'Open', count: 4 }],
} as unknown as Uploaded

let sent: unknown[]
let work: FileImport

beforeEach(async () => {
  sent = []
  const client = (async (endpoint: { name: string }, call: { body?: unknown }) => {
    if (endpoint.name === 'startImport') sent.push(call.body)
    return endpoint.name === 'listImports' ? [] : { id: 7, problems: [] }
  }) as unknown as Client
  work = new FileImport(client, 'aigaleo', async () => uploaded)
  await work.take(new File([], 'a.csv'))
})

test('values that nothing stands for are counted until they are chosen', () => {
  expect(work.unmappedCount).toBe(2)
  work.mapping!.services.Tree = 'tree-pruning'
  expect(work.unmappedCount).toBe(1)
})

test('a field is said by one column: choosing it for another takes it from the first', () => {
  work.setColumn('Type', 'serviceName')
  expect(work.mapping!.columns).toEqual({ Id: 'externalId', Type: 'serviceName' })
  work.setColumn('Id', 'ignore')
  expect(work.mapping!.columns).toEqual({ Type: 'serviceName' })
})

test('what is sent is what was confirmed, and the guess stays as it came', async () => {
  work.setColumn('Type', 'serviceName')
  await work.start()
  expect(sent).toMatchObject([
    { fileSha256: 'x', mapping: { columns: { Id: 'externalId', Type: 'serviceName' } } },
  ])
  expect(uploaded.guess.columns).toEqual({ Id: 'externalId', Kind: 'serviceName' })
  expect(work.shown?.id).toBe(7)
})

test('a problem file is a plain table that no spreadsheet takes for a formula', () => {
  const text = problemsCsv([{ line: 2, columnName: 'a"b', reason: 'is wrong', value: '=1+1' }])
  expect(text.split('\r\n')[1]).toBe('"2","a""b","is wrong","\'=1+1"')
})
