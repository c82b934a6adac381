import {
  isPictureField,
  missingFields,
  type JobAnswer,
  type JobField,
  type JobForm,
  type RunSheetVisit,
} from '@dromos/api/contract'
import type { KeptDraft, TabletStore } from './kept.ts'
import type { TakenForTap, Tap } from './outbox.ts'

/** What is written in a job's form and not told yet: kept on the tablet with every change, until it is saved. */
export class JobDraft {
  #visit = $state.raw<RunSheetVisit>()!
  #draft = $state.raw<KeptDraft>()!
  readonly form: JobForm
  readonly #store: Pick<TabletStore, 'draft' | 'keepDraft' | 'forgetDraft'>

  constructor(
    visit: RunSheetVisit,
    form: JobForm,
    given: { jurisdictionId: string; store: Pick<TabletStore, 'draft' | 'keepDraft' | 'forgetDraft'> },
  ) {
    this.#visit = visit
    this.form = form
    this.#store = given.store
    const { jurisdictionId } = given
    this.#draft = { jurisdictionId, visitId: visit.id, answers: {}, pictures: {}, materials: {} }
  }

  /** Goes on where it was left, also after a restart of the tablet. */
  async open(): Promise<void> {
    const { jurisdictionId, visitId } = this.#draft
    const kept = await this.#store.draft(jurisdictionId, visitId)
    if (kept) this.#draft = kept
  }

  /** As it is written here, else as the city knows it. */
  answer(code: string): JobAnswer {
    return code in this.#draft.answers ? this.#draft.answers[code] : this.#told(code)
  }

  /** One that was taken here and is not told yet. */
  picture(code: string): Blob | undefined {
    return this.#draft.pictures[code]
  }

  quantity(material: string): number {
    return this.#draft.materials[material] ?? this.#visit.job?.materials[material] ?? 0
  }

  isAnswered({ code }: Pick<JobField, 'code'>): boolean {
    return this.picture(code) !== undefined || this.answer(code) !== null
  }

  get missing(): JobField[] {
    return missingFields(this.form.fields, {}).filter((field) => !this.isAnswered(field))
  }

  get answeredCount(): number {
    return this.form.fields.filter((field) => this.isAnswered(field)).length
  }

  setAnswer(code: string, value: JobAnswer): Promise<void> {
    return this.#keep({ answers: { ...this.#draft.answers, [code]: value } })
  }

  /** Null takes it away, also one that was told. */
  setPicture(code: string, picture: Blob | null): Promise<void> {
    const { [code]: _, ...others } = this.#draft.pictures
    const pictures = picture ? { ...others, [code]: picture } : others
    return this.#keep({ pictures, answers: { ...this.#draft.answers, [code]: null } })
  }

  setQuantity(material: string, quantity: number): Promise<void> {
    return this.#keep({ materials: { ...this.#draft.materials, [material]: quantity } })
  }

  /** All that differs from what is told, as taps. */
  changes(): { tap: Tap; pictures: TakenForTap[] }[] {
    const { version: formVersion, fields } = this.form
    const answers = fields.flatMap(({ code, kind }) => {
      const picture = isPictureField({ kind }) ? this.picture(code) : undefined
      const before = this.#told(code)
      const value = this.answer(code)
      if (!picture && value === before) return []
      // a picture that finds no room on the tablet changes nothing: its id is the value once it is kept
      const tap: Tap = { kind: 'answer', formVersion, field: code, value: picture ? before : value, before }
      return [{ tap, pictures: picture ? [{ picture }] : [] }]
    })
    const materials = Object.entries(this.#draft.materials).flatMap(([material, value]) => {
      const before = this.#visit.job?.materials[material] ?? null
      if (value === (before ?? 0)) return []
      return [{ tap: { kind: 'material', material, value, before } as Tap, pictures: [] }]
    })
    return [...answers, ...materials]
  }

  /** What was told is no draft any more. */
  async forget(visit: RunSheetVisit): Promise<void> {
    const { jurisdictionId, visitId } = this.#draft
    await this.#store.forgetDraft(jurisdictionId, visitId)
    this.#visit = visit
    this.#draft = { jurisdictionId, visitId, answers: {}, pictures: {}, materials: {} }
  }

  #told(code: string): JobAnswer {
    return this.#visit.job?.answers[code] ?? null
  }

  async #keep(changes: Partial<KeptDraft>): Promise<void> {
    this.#draft = { ...this.#draft, ...changes }
    await this.#store.keepDraft(this.#draft)
  }
}
