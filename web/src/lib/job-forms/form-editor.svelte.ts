import type { CallOf, JobField, JobForm, setJobForm } from '@dromos/api/contract'

export type Named = JobForm['safety'][number]
export type FieldKind = JobField['kind']

/** A field while it is written; `isNew` until a version has it, which fixes its code and its kind. */
export interface DraftField extends JobField {
  isNew: boolean
}

/** What keeps a form from being saved: the field it is of, or one of its lists. */
export type Lack = { of: string; is: 'name' | 'options' | 'asset_kind' }

const assetKind = /^[a-z][a-z-]{1,40}$/

/** The next version of a service's form while it is written. */
export class FormEditor {
  fields = $state.raw<DraftField[]>([])
  equipment = $state.raw<Named[]>([])
  safety = $state.raw<Named[]>([])
  readonly serviceCode: string
  readonly baseVersion: number
  readonly #saved: string
  #added = 0

  constructor(serviceCode: string, form: JobForm | undefined) {
    this.serviceCode = serviceCode
    this.baseVersion = form?.version ?? 0
    this.fields = (form?.fields ?? []).map((field) => ({ ...field, isNew: false }))
    this.equipment = form?.equipment ?? []
    this.safety = form?.safety ?? []
    this.#saved = this.#text()
  }

  get isChanged(): boolean {
    return this.#text() !== this.#saved
  }

  /** The first lacks first; none when it can be saved. */
  get lacks(): Lack[] {
    const lists = [...this.equipment, ...this.safety].some(isUnnamed) ? [{ of: '', is: 'name' } as const] : []
    return [...this.fields.flatMap(lacksOf), ...lists]
  }

  add(kind: FieldKind): void {
    const options = kind === 'choice' ? [emptyOption(1), emptyOption(2)] : []
    const code = `new_${++this.#added}`
    this.fields = [
      ...this.fields,
      { code, kind, isRequired: false, labelEl: '', labelEn: '', options, isNew: true },
    ]
  }

  change(code: string, changes: Partial<DraftField>): void {
    this.fields = this.fields.map((field) => (field.code === code ? { ...field, ...changes } : field))
  }

  move(code: string, by: -1 | 1): void {
    const from = this.fields.findIndex((field) => field.code === code)
    const to = from + by
    if (from < 0 || to < 0 || to >= this.fields.length) return
    const moved = [...this.fields]
    moved.splice(to, 0, ...moved.splice(from, 1))
    this.fields = moved
  }

  remove(code: string): void {
    this.fields = this.fields.filter((field) => field.code !== code)
  }

  addOption(code: string): void {
    const field = this.fields.find((each) => each.code === code)
    if (!field) return
    const used = new Set(field.options.map(({ key }) => key))
    let number = field.options.length + 1
    while (used.has(`option_${number}`)) number++
    this.change(code, { options: [...field.options, emptyOption(number)] })
  }

  /** As it is sent: new fields are called after their English name. */
  body(): CallOf<typeof setJobForm>['body'] {
    const taken = new Set(this.fields.filter(({ isNew }) => !isNew).map(({ code }) => code))
    const fields = this.fields.map(({ isNew, ...field }) => {
      const code = isNew ? freeCode(field.labelEn, taken) : field.code
      taken.add(code)
      const { unit, assetKind: kind, ...rest } = field
      return {
        ...rest,
        code,
        ...(field.kind === 'number' && unit?.trim() ? { unit: unit.trim() } : {}),
        ...(field.kind === 'asset' && kind ? { assetKind: kind } : {}),
      }
    })
    const { baseVersion, equipment, safety } = this
    return { baseVersion, fields, equipment, safety }
  }

  #text(): string {
    return JSON.stringify([this.fields, this.equipment, this.safety])
  }
}

function emptyOption(number: number): JobField['options'][number] {
  return { key: `option_${number}`, nameEl: '', nameEn: '' }
}

function isUnnamed({ nameEl, nameEn }: Named): boolean {
  return !nameEl.trim() || !nameEn.trim()
}

function lacksOf(field: DraftField): Lack[] {
  const { code: of, labelEl, labelEn, kind, options } = field
  const found: Lack[] = []
  if (!labelEl.trim() || !labelEn.trim()) found.push({ of, is: 'name' })
  if (kind === 'choice' && (options.length < 2 || options.some(isUnnamed))) found.push({ of, is: 'options' })
  if (kind === 'asset' && field.assetKind && !assetKind.test(field.assetKind))
    found.push({ of, is: 'asset_kind' })
  return found
}

/** "Number of bags" is number_of_bags, or number_of_bags_2 where that is taken. */
function freeCode(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 50)
  const base = words || 'field'
  let code = base
  for (let number = 2; taken.has(code); number++) code = `${base}_${number}`
  return code
}
