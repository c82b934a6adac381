import type { RunSheet, ShiftResult } from '@dromos/api/contract'
import {
  isContested,
  type KeptDraft,
  type KeptOperation,
  type KeptPhoto,
  type KeptRefusal,
  type KeptShiftOperation,
  type TabletStore,
} from './kept.ts'

/** A tablet's store that lives as long as the object: what a test keeps when it throws the tablet's page away. */
export function openMemoryStore(deviceId: string): TabletStore {
  const days = new Map<string, RunSheet>()
  const operations = new Map<string, KeptOperation>()
  const photos = new Map<string, KeptPhoto>()
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
      if (operations.get(opId)?.heldUntil === undefined) return false
      operations.delete(opId)
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
    ...openShifts(),
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

function openShifts() {
  const shifts = new Map<string, KeptShiftOperation>()
  return {
    shiftOperations: async () =>
      [...shifts.values()].sort((a, b) => a.operation.sequence - b.operation.sequence),
    addShiftOperation: async (operation: KeptShiftOperation) => void shifts.set(operation.opId, operation),
    settleShiftOperations: async (results: ShiftResult[]) => {
      for (const answer of results) {
        const kept = shifts.get(answer.opId)
        if (kept && isContested(answer)) shifts.set(answer.opId, { ...kept, answer })
        else shifts.delete(answer.opId)
      }
    },
    removeShiftOperations: async (opIds: string[]) => opIds.forEach((opId) => shifts.delete(opId)),
  }
}
