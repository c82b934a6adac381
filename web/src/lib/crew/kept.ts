import type {
  JobAnswer,
  Operation,
  OperationConflict,
  PhotoMark,
  RunSheet,
  ShiftOperation,
  ShiftResult,
  VisitStatus,
} from '@dromos/api/contract'

export interface KeptOperation {
  opId: string
  jurisdictionId: string
  sequence: number
  operation: Operation
  /** who tapped; another person's session never sends it */
  accountId?: string | null
  /** by this device's clock, until when it may be taken back and is not sent */
  heldUntil?: number
}

export interface KeptPhoto {
  mediaId: string
  jurisdictionId: string
  visitId: number
  /** the tap it was taken for, which goes first */
  opId?: string
  picture: Blob
  /** of the picture; left out by an earlier version of the app */
  sha256?: string
  mark?: PhotoMark
}

export function isContested({ outcome }: ShiftResult): boolean {
  return outcome === 'conflict' || outcome === 'refused'
}

export interface KeptShiftOperation {
  opId: string
  jurisdictionId: string
  operation: ShiftOperation
  /** who told it; another person's session never sends it */
  accountId: string | null
  /** what the city said where it took it otherwise than it was told; kept until the crew has read it */
  answer?: ShiftResult
}

/** What is written in a job's form and not told yet, by field and by material. */
export interface KeptDraft {
  jurisdictionId: string
  visitId: number
  answers: Record<string, JobAnswer>
  pictures: Record<string, Blob>
  materials: Record<string, number>
}

/** What the city did not take as it was sent; kept until the crew has read it. */
export interface KeptRefusal {
  id: string
  jurisdictionId: string
  /** of the job, as the tablet knew it */
  place: string
  kind: Operation['kind']
  why: 'refused' | 'revoked' | 'conflict' | 'picture' | 'full' | 'unreadable'
  conflict: OperationConflict | null
  visitStatus: VisitStatus | null
  /** as it was made, so that nothing of it is lost */
  operation?: Operation
}

/** What a tablet keeps: the days as last loaded, and all it did that the city has not confirmed yet. */
export interface TabletStore {
  runSheet(jurisdictionId: string, day: string): Promise<RunSheet | undefined>
  /** of the day, or of the last one before it: a night shift goes on after midnight */
  lastRunSheet(jurisdictionId: string, day: string): Promise<RunSheet | undefined>
  keepRunSheet(sheet: RunSheet): Promise<void>
  forgetRunSheets(jurisdictionId: string): Promise<void>
  /** in the order they were made */
  operations(jurisdictionId: string): Promise<KeptOperation[]>
  /** a tap and its photos are kept together or not at all */
  addOperation(operation: KeptOperation, photos: KeptPhoto[]): Promise<void>
  /** an operation that is held and its photos give way to another; false when it is held no longer */
  replaceOperation(opId: string, by: KeptOperation): Promise<boolean>
  /** an operation may be sent from now on */
  releaseOperation(opId: string): Promise<void>
  /** operations that the city has answered go, and what it did not take is kept instead */
  settle(opIds: string[], refusals: KeptRefusal[]): Promise<void>
  /** what was told of shifts, in the order it was */
  shiftOperations(jurisdictionId: string): Promise<KeptShiftOperation[]>
  addShiftOperation(operation: KeptShiftOperation): Promise<void>
  /** those the city took go; the others stay with what it said */
  settleShiftOperations(results: ShiftResult[]): Promise<void>
  removeShiftOperations(opIds: string[]): Promise<void>
  draft(jurisdictionId: string, visitId: number): Promise<KeptDraft | undefined>
  keepDraft(draft: KeptDraft): Promise<void>
  forgetDraft(jurisdictionId: string, visitId: number): Promise<void>
  photos(jurisdictionId: string): Promise<KeptPhoto[]>
  removePhoto(mediaId: string, refusal?: KeptRefusal): Promise<void>
  refusals(jurisdictionId: string): Promise<KeptRefusal[]>
  forgetRefusal(id: string): Promise<void>
  deviceId(): Promise<string>
  nextSequence(): Promise<number>
  clockOffset(): Promise<number | undefined>
  keepClockOffset(milliseconds: number): Promise<void>
}
