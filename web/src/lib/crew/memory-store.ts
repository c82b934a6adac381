import type { RunSheet } from '@dromos/api/contract'
import type {
  KeptDraft,
  KeptOperation,
  KeptPhoto,
  KeptRefusal,
  KeptShiftOperation,
  TabletStore,
} from './kept.ts'

/** A tablet's store that lives as long as the object: what a test keeps when it throws the tablet's page away. */
export function openMemoryStore(deviceId: string): TabletStore {
  const days = new Map<string, RunSheet>()
  const operations = new Map<string, KeptOperation>()
  const photos = new Map<string, KeptPhoto>()
  const shifts = new Map<string, KeptShiftOperation>()
  const drafts = new Map<number, KeptDraft>()
  const refusals = new Map<string, KeptRefusal>()
  let sequence = 0
  let offset: number | undefined
  return {
    runSheet: async (_, day) => days.get(day),
    lastRunSheet: async (_, day) =>
      days.get(
        [...days.keys()]
          .filter((kept) => kept <= day)
          .sort()
          .at(-1) ?? '',
      ),
    keepRunSheet: async (sheet) => void days.set(sheet.day, sheet),
    forgetRunSheets: async () => days.clear(),
    operations: async () => [...operations.values()].sort((a, b) => a.sequence - b.sequence),
    addOperation: async (operation, added) => {
      operations.set(operation.opId, operation)
      for (const photo of added) photos.set(photo.mediaId, photo)
    },
    replaceOperation: async (opId, by) => {
      if (!operations.delete(opId)) return false
      for (const photo of photos.values()) if (photo.opId === opId) photos.delete(photo.mediaId)
      operations.set(by.opId, by)
      return true
    },
    releaseOperation: async (opId) => {
      const kept = operations.get(opId)
      if (kept) operations.set(opId, { ...kept, heldUntil: undefined })
    },
    settle: async (opIds, refused) => {
      for (const opId of opIds) operations.delete(opId)
      for (const refusal of refused) refusals.set(refusal.id, refusal)
    },
    shiftOperations: async () =>
      [...shifts.values()].sort((a, b) => a.operation.sequence - b.operation.sequence),
    addShiftOperation: async (operation) => void shifts.set(operation.opId, operation),
    removeShiftOperations: async (opIds) => opIds.forEach((opId) => shifts.delete(opId)),
    draft: async (_, visitId) => drafts.get(visitId),
    keepDraft: async (draft) => void drafts.set(draft.visitId, draft),
    forgetDraft: async (_, visitId) => void drafts.delete(visitId),
    photos: async () => [...photos.values()],
    removePhoto: async (mediaId, refusal) => {
      photos.delete(mediaId)
      if (refusal) refusals.set(refusal.id, refusal)
    },
    refusals: async () => [...refusals.values()],
    forgetRefusal: async (id) => void refusals.delete(id),
    deviceId: async () => deviceId,
    nextSequence: async () => ++sequence,
    clockOffset: async () => offset,
    keepClockOffset: async (milliseconds) => void (offset = milliseconds),
  }
}
