import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildGraph, buildRoads } from '../import/build-roads.ts'
import { ensureGraph } from '../import/ensure-graph.ts'
import { readOsm } from '../import/read-osm.ts'
import { createRoads } from '../providers/roads.ts'
import { BAYREUTH_PBF } from '../testing.ts'
import { loadGraph, saveGraph } from './graph-file.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dromos-graph-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a graph comes back from its file as it was', async () => {
  const { graph } = buildGraph(await readOsm(BAYREUTH_PBF))
  const file = join(folder, 'a.graph')
  saveGraph(graph, file)
  const loaded = loadGraph(file)
  expect(loaded).toEqual(graph)
  expect(loaded.drive.streets.tail.buffer).toBeInstanceOf(SharedArrayBuffer)
})

test('the same extract gives the same file, byte by byte', async () => {
  const files = ['b.graph', 'c.graph'].map((name) => join(folder, name))
  for (const file of files) await buildRoads(BAYREUTH_PBF, file)
  expect(readFileSync(files[0]).equals(readFileSync(files[1]))).toBe(true)
})

test('a graph is built if it is missing, older than its extract or of another format, and not otherwise', async () => {
  const file = join(folder, 'new', 'e.graph')
  expect((await ensureGraph(BAYREUTH_PBF, file))!.drive.restrictionsKept).toBe(38)
  expect(await ensureGraph(BAYREUTH_PBF, file)).toBeNull()
  utimesSync(file, 0, 0)
  expect(await ensureGraph(BAYREUTH_PBF, file)).not.toBeNull()
  writeFileSync(file, '{"format":"dromos-roads-0"}\n')
  expect(await ensureGraph(BAYREUTH_PBF, file)).not.toBeNull()
  expect(createRoads(file).name).toBe('roads')
})

test('a file that is no graph, or is cut short, is refused', async () => {
  const file = join(folder, 'd.graph')
  writeFileSync(file, 'hello\n')
  expect(() => createRoads(file)).toThrow('not a road graph')
  await buildRoads(BAYREUTH_PBF, file)
  writeFileSync(file, readFileSync(file).subarray(0, 100_000))
  expect(() => createRoads(file)).toThrow('cut short')
  expect(() => createRoads(join(folder, 'none.graph'))).toThrow('ENOENT')
})
