import type { Operation, RunSheet } from '@dromos/api/contract'
import Dexie, { type Table } from 'dexie'

export interface KeptOperation {
  opId: string
  jurisdictionId: string
  sequence: number
  operation: Operation
}

export interface KeptPhoto {
  mediaId: string
  jurisdictionId: string
  visitId: number
  picture: Blob
  isSent: 0 | 1
}

/** What a tablet keeps: the days as last loaded, and all it did that the city has not confirmed yet. */
export interface TabletStore {
  runSheet(jurisdictionId: string, day: string): Promise<RunSheet | undefined>
  /** of the day, or of the last one before it: a night shift goes on after midnight */
  lastRunSheet(jurisdictionId: string, day: string): Promise<RunSheet | undefined>
  keepRunSheet(sheet: RunSheet): Promise<void>
  operations(jurisdictionId: string): Promise<KeptOperation[]>
  addOperation(operation: KeptOperation, photos: KeptPhoto[]): Promise<void>
  removeOperations(opIds: string[]): Promise<void>
  photos(jurisdictionId: string): Promise<KeptPhoto[]>
  markPhotoSent(mediaId: string): Promise<void>
  removePhoto(mediaId: string): Promise<void>
  deviceId(): Promise<string>
  nextSequence(): Promise<number>
}

const mostDays = 10

class Tables extends Dexie {
  declare days: Table<RunSheet, [string, string]>
  declare operations: Table<KeptOperation, string>
  declare photos: Table<KeptPhoto, string>
  declare settings: Table<{ name: string; value: string | number }, string>

  constructor() {
    super('dromos-crew')
    this.version(1).stores({
      sheets: 'jurisdictionId',
      operations: 'opId, [jurisdictionId+sequence]',
      photos: 'mediaId, jurisdictionId',
      settings: 'name',
    })
    this.version(2)
      .stores({ days: '[jurisdictionId+day]' })
      .upgrade(async (tx) => {
        const kept = await tx.table<{ sheet: RunSheet }>('sheets').toArray()
        await tx.table('days').bulkPut(kept.map(({ sheet }) => sheet))
      })
    this.version(3).stores({ sheets: null })
  }
}

export function openTabletStore(): TabletStore {
  const tables = new Tables()
  const keptUntil = (jurisdictionId: string, day: unknown) =>
    tables.days
      .where('[jurisdictionId+day]')
      .between([jurisdictionId, Dexie.minKey], [jurisdictionId, day], true, true)
  return {
    runSheet: (jurisdictionId, day) => tables.days.get([jurisdictionId, day]),
    lastRunSheet: (jurisdictionId, day) => keptUntil(jurisdictionId, day).last(),
    keepRunSheet: (sheet) =>
      tables.transaction('rw', tables.days, async () => {
        await tables.days.put(sheet)
        const keys = await keptUntil(sheet.jurisdictionId, Dexie.maxKey).primaryKeys()
        await tables.days.bulkDelete(keys.slice(0, Math.max(0, keys.length - mostDays)))
      }),
    operations: (jurisdictionId) =>
      tables.operations
        .where('[jurisdictionId+sequence]')
        .between([jurisdictionId, Dexie.minKey], [jurisdictionId, Dexie.maxKey])
        .sortBy('sequence'),
    // a tap and its photos are kept together or not at all
    addOperation: (operation, photos) =>
      tables.transaction('rw', tables.operations, tables.photos, async () => {
        await tables.operations.put(operation)
        await tables.photos.bulkPut(photos)
      }),
    removeOperations: (opIds) => tables.operations.bulkDelete(opIds),
    photos: (jurisdictionId) => tables.photos.where({ jurisdictionId }).toArray(),
    markPhotoSent: async (mediaId) => void (await tables.photos.update(mediaId, { isSent: 1 })),
    removePhoto: (mediaId) => tables.photos.delete(mediaId),
    deviceId: () =>
      tables.transaction('rw', tables.settings, async () => {
        const kept = await tables.settings.get('device-id')
        if (kept) return String(kept.value)
        const value = crypto.randomUUID()
        await tables.settings.put({ name: 'device-id', value })
        return value
      }),
    nextSequence: () =>
      tables.transaction('rw', tables.settings, async () => {
        const value = Number((await tables.settings.get('sequence'))?.value ?? 0) + 1
        await tables.settings.put({ name: 'sequence', value })
        return value
      }),
  }
}
