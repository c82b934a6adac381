import type { RunSheet, ShiftResult } from '@dromos/api/contract'
import Dexie, { type Table } from 'dexie'
import {
  isContested,
  type KeptDraft,
  type KeptOperation,
  type KeptPhoto,
  type KeptRefusal,
  type KeptShiftOperation,
  type TabletStore,
} from './kept.ts'

const mostDays = 10

class Tables extends Dexie {
  declare days: Table<RunSheet, [string, string]>
  declare operations: Table<KeptOperation, string>
  declare photos: Table<KeptPhoto, string>
  declare shiftOperations: Table<KeptShiftOperation, string>
  declare drafts: Table<KeptDraft, [string, number]>
  declare refusals: Table<KeptRefusal, string>
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
    this.version(4).stores({ photos: 'mediaId, jurisdictionId, opId', refusals: 'id, jurisdictionId' })
    this.version(5).stores({ drafts: '[jurisdictionId+visitId]' })
    this.version(6).stores({ shiftOperations: 'opId, jurisdictionId' })
  }
}

export function openTabletStore(): TabletStore {
  const tables = new Tables()
  return {
    ...openDays(tables),
    ...openOperations(tables),
    ...openDrafts(tables),
    ...openShifts(tables),
    ...openPhotos(tables),
    ...openSettings(tables),
  }
}

function openDays(tables: Tables) {
  const keptUntil = (jurisdictionId: string, day: unknown) =>
    tables.days
      .where('[jurisdictionId+day]')
      .between([jurisdictionId, Dexie.minKey], [jurisdictionId, day], true, true)
  return {
    runSheet: (jurisdictionId: string, day: string) => tables.days.get([jurisdictionId, day]),
    lastRunSheet: (jurisdictionId: string, day: string) => keptUntil(jurisdictionId, day).last(),
    keepRunSheet: (sheet: RunSheet) =>
      tables.transaction('rw', tables.days, async () => {
        await tables.days.put(sheet)
        const keys = await keptUntil(sheet.jurisdictionId, Dexie.maxKey).primaryKeys()
        await tables.days.bulkDelete(keys.slice(0, Math.max(0, keys.length - mostDays)))
      }),
    forgetRunSheets: async (jurisdictionId: string) =>
      void (await keptUntil(jurisdictionId, Dexie.maxKey).delete()),
  }
}

function openOperations(tables: Tables) {
  return {
    operations: (jurisdictionId: string) =>
      tables.operations
        .where('[jurisdictionId+sequence]')
        .between([jurisdictionId, Dexie.minKey], [jurisdictionId, Dexie.maxKey])
        .sortBy('sequence'),
    addOperation: (operation: KeptOperation, photos: KeptPhoto[]) =>
      tables.transaction('rw', tables.operations, tables.photos, async () => {
        await tables.operations.put(operation)
        await tables.photos.bulkPut(photos)
      }),
    replaceOperation: (opId: string, by: KeptOperation) =>
      tables.transaction('rw', tables.operations, tables.photos, async () => {
        const before = await tables.operations.get(opId)
        if (before?.heldUntil === undefined) return false
        await tables.operations.delete(opId)
        await tables.photos.where({ opId }).delete()
        await tables.operations.put(by)
        return true
      }),
    releaseOperation: async (opId: string) =>
      void (await tables.operations.update(opId, { heldUntil: undefined })),
    settle: (opIds: string[], refusals: KeptRefusal[]) =>
      tables.transaction('rw', tables.operations, tables.refusals, async () => {
        await tables.operations.bulkDelete(opIds)
        await tables.refusals.bulkPut(refusals)
      }),
    refusals: (jurisdictionId: string) => tables.refusals.where({ jurisdictionId }).toArray(),
    forgetRefusal: (id: string) => tables.refusals.delete(id),
  }
}

function openShifts(tables: Tables) {
  return {
    shiftOperations: async (jurisdictionId: string) => {
      const kept = await tables.shiftOperations.where({ jurisdictionId }).toArray()
      return kept.sort((a, b) => a.operation.sequence - b.operation.sequence)
    },
    addShiftOperation: async (operation: KeptShiftOperation) =>
      void (await tables.shiftOperations.put(operation)),
    settleShiftOperations: (results: ShiftResult[]) =>
      tables.transaction('rw', tables.shiftOperations, async () => {
        for (const answer of results)
          await (isContested(answer)
            ? tables.shiftOperations.update(answer.opId, { answer })
            : tables.shiftOperations.delete(answer.opId))
      }),
    removeShiftOperations: (opIds: string[]) => tables.shiftOperations.bulkDelete(opIds),
  }
}

function openDrafts(tables: Tables) {
  return {
    draft: (jurisdictionId: string, visitId: number) => tables.drafts.get([jurisdictionId, visitId]),
    keepDraft: async (draft: KeptDraft) => void (await tables.drafts.put(draft)),
    forgetDraft: (jurisdictionId: string, visitId: number) => tables.drafts.delete([jurisdictionId, visitId]),
  }
}

function openPhotos(tables: Tables) {
  return {
    photos: (jurisdictionId: string) => tables.photos.where({ jurisdictionId }).toArray(),
    removePhoto: (mediaId: string, refusal?: KeptRefusal) =>
      tables.transaction('rw', tables.photos, tables.refusals, async () => {
        await tables.photos.delete(mediaId)
        if (refusal) await tables.refusals.put(refusal)
      }),
  }
}

function openSettings(tables: Tables) {
  return {
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
    clockOffset: async () => {
      const kept = await tables.settings.get('clock-offset')
      return kept && Number(kept.value)
    },
    keepClockOffset: async (value: number) =>
      void (await tables.settings.put({ name: 'clock-offset', value })),
  }
}
