import type { PlanViolation, PlanVersionDetail } from '@dromos/api/contract'
import { keyOf } from './version-key.ts'

export interface AskedReason {
  planId: number
  /** the version that broke the rules */
  version: number
  /** while this version is shown: by "plan/version" */
  shownWith: string
  /** what was done, in words */
  told: string
  rules: readonly PlanViolation[]
}

/** Why a change by hand was made that breaks rules: asked once it is made, never in its way. */
export class ReasonAsked {
  asked = $state.raw<AskedReason | null>(null)

  ask(shown: PlanVersionDetail, version: number, told: string, rules: readonly PlanViolation[]): void {
    this.asked = { planId: shown.planId, version, shownWith: keyOf(shown), told, rules }
  }

  /** Of the version shown only: whoever goes on has answered. */
  of(detail: PlanVersionDetail | null): AskedReason | null {
    return detail && this.asked?.shownWith === keyOf(detail) ? this.asked : null
  }

  close(): void {
    this.asked = null
  }
}
