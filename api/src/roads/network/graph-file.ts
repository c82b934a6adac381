import { closeSync, fstatSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs'
import type { Hierarchy, Network, RoadGraph, SnapGrid, Streets, Turns } from './network.ts'

/**
 * One file: a line of JSON that lists the columns, then the columns themselves, each on a multiple of
 * eight bytes. It is read whole into one SharedArrayBuffer, and the columns are views of it.
 */
export const FORMAT = 'dromos-roads-1'
const ALIGNMENT = 8

const COLUMN_TYPES = { Int32Array, Uint8Array, Uint16Array, Float64Array }
type ColumnType = keyof typeof COLUMN_TYPES
type Column = InstanceType<(typeof COLUMN_TYPES)[ColumnType]>
type ColumnView = new (buffer: ArrayBufferLike, offset: number, length: number) => Column

interface ColumnEntry {
  name: string
  type: ColumnType
  offset: number
  length: number
}

interface Header {
  format: string
  counts: Record<string, number>
  columns: ColumnEntry[]
}

/** Writes beside the file and renames, so that nobody reads half a graph. */
export function saveGraph(graph: RoadGraph, file: string): void {
  const columns = new Map<string, Column>()
  const counts: Record<string, number> = {}
  collect(graph, '', columns, counts)
  const names = new TextEncoder().encode(JSON.stringify(graph.names))
  columns.set('names', names)
  const entries: ColumnEntry[] = []
  let offset = 0
  for (const [name, column] of columns) {
    entries.push({ name, type: column.constructor.name as ColumnType, offset, length: column.length })
    offset = align(offset + column.byteLength)
  }
  const header: Header = { format: FORMAT, counts, columns: entries }
  const text = JSON.stringify(header)
  const first = align(text.length + 1)
  const bytes = new Uint8Array(first + offset)
  bytes.set(new TextEncoder().encode(text.padEnd(first - 1) + '\n'))
  for (const entry of entries) {
    const column = columns.get(entry.name)!
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), first + entry.offset)
  }
  writeFileSync(`${file}.tmp`, bytes)
  renameSync(`${file}.tmp`, file)
}

/** Throws if the file is no road graph of this format; build it anew then. */
export function loadGraph(file: string): RoadGraph {
  const bytes = readWhole(file)
  const end = bytes.indexOf(10)
  const text = end < 0 ? '' : new TextDecoder().decode(bytes.slice(0, end))
  if (!text.includes(FORMAT)) throw new Error(`${file} is not a road graph of format ${FORMAT}`)
  const header = JSON.parse(text) as Header
  const first = end + 1
  const columns = new Map<string, Column>()
  for (const { name, type, offset, length } of header.columns) {
    const View = COLUMN_TYPES[type] as ColumnView & { BYTES_PER_ELEMENT: number }
    if (first + offset + length * View.BYTES_PER_ELEMENT > bytes.length) {
      throw new Error(`${file} is cut short`)
    }
    columns.set(name, new View(bytes.buffer, first + offset, length))
  }
  const names = JSON.parse(new TextDecoder().decode(columns.get('names')!.slice())) as string[]
  return { drive: restore('drive', columns, header), walk: restore('walk', columns, header), names }
}

function collect(
  part: object,
  path: string,
  columns: Map<string, Column>,
  counts: Record<string, number>,
): void {
  for (const [key, value] of Object.entries(part)) {
    const name = path ? `${path}.${key}` : key
    if (ArrayBuffer.isView(value)) columns.set(name, value as Column)
    else if (typeof value === 'number') counts[name] = value
    else if (!Array.isArray(value)) collect(value as object, name, columns, counts)
  }
}

function restore(network: 'drive' | 'walk', columns: Map<string, Column>, header: Header): Network {
  const part = (name: string): Record<string, Column | number> => {
    const prefix = `${network}.${name}.`
    const found: Record<string, Column | number> = {}
    for (const [key, column] of columns) if (key.startsWith(prefix)) found[key.slice(prefix.length)] = column
    for (const [key, value] of Object.entries(header.counts)) {
      if (key.startsWith(prefix)) found[key.slice(prefix.length)] = value
    }
    return found
  }
  return {
    streets: part('streets') as unknown as Streets,
    turns: part('turns') as unknown as Turns,
    hierarchy: part('hierarchy') as unknown as Hierarchy,
    grid: part('grid') as unknown as SnapGrid,
  }
}

function readWhole(file: string): Uint8Array<SharedArrayBuffer> {
  const descriptor = openSync(file, 'r')
  try {
    const bytes = new Uint8Array(new SharedArrayBuffer(fstatSync(descriptor).size))
    let read = 0
    while (read < bytes.length) {
      const count = readSync(descriptor, bytes, read, bytes.length - read, read)
      if (count === 0) break
      read += count
    }
    return bytes
  } finally {
    closeSync(descriptor)
  }
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT
}
