import {
  getImport,
  listImports,
  startImport,
  type Client,
  type ImportMapping,
  type ImportRun,
  type ResultOf,
  type uploadImportFile,
} from '@dromos/api/contract'

export type Uploaded = ResultOf<typeof uploadImportFile>
export type SendFile = (file: File, onprogress: (share: number) => void) => Promise<Uploaded>

/** From a file to imported requests: upload, look at the guess, confirm, follow the run. */
export class FileImport {
  uploaded = $state.raw<Uploaded | null>(null)
  mapping = $state<ImportMapping | null>(null)
  /** 0 to 1 while a file travels, null otherwise */
  share = $state<number | null>(null)
  runs = $state.raw<ImportRun[]>([])
  shown = $state.raw<ResultOf<typeof getImport> | null>(null)
  isStarting = $state(false)
  failure = $state.raw<unknown>(null)
  readonly #client: Client
  readonly #params: { jurisdictionId: string }
  readonly #send: SendFile

  constructor(client: Client, jurisdictionId: string, send: SendFile) {
    this.#client = client
    this.#params = { jurisdictionId }
    this.#send = send
  }

  /** Values of services and statuses that nothing stands for yet. */
  get unmappedCount(): number {
    const { uploaded, mapping } = this
    if (!uploaded || !mapping) return 0
    const without = (values: { value: string }[], map: Record<string, string>) =>
      values.filter(({ value }) => !map[value]).length
    return (
      without(uploaded.serviceValues, mapping.services) + without(uploaded.statusValues, mapping.statuses)
    )
  }

  async take(file: File): Promise<void> {
    this.failure = null
    this.share = 0
    try {
      this.uploaded = await this.#send(file, (share) => (this.share = share))
      this.mapping = structuredClone(this.uploaded.guess)
    } catch (failure) {
      this.failure = failure
    } finally {
      this.share = null
    }
  }

  /** Each field is said by one column at most: the last choice wins. */
  setColumn(column: string, field: ImportMapping['columns'][string]): void {
    if (!this.mapping) return
    const others = Object.entries(this.mapping.columns).filter(
      ([name, other]) => name !== column && (other !== field || field === 'ignore'),
    )
    this.mapping.columns = Object.fromEntries(field === 'ignore' ? others : [...others, [column, field]])
  }

  async start(): Promise<void> {
    const { uploaded, mapping } = this
    if (!uploaded || !mapping) return
    this.isStarting = true
    this.failure = null
    try {
      const { fileSha256, fileName } = uploaded
      const run = await this.#client(startImport, {
        params: this.#params,
        body: { fileSha256, fileName, mapping: $state.snapshot(mapping) },
      })
      this.forget()
      await this.show(run.id)
      await this.load()
    } catch (failure) {
      this.failure = failure
    } finally {
      this.isStarting = false
    }
  }

  forget(): void {
    this.uploaded = this.mapping = null
  }

  async load(): Promise<void> {
    try {
      this.runs = await this.#client(listImports, { params: this.#params })
      if (this.shown) await this.show(this.shown.id)
    } catch (failure) {
      this.failure = failure
    }
  }

  async show(id: number): Promise<void> {
    this.shown = await this.#client(getImport, { params: { ...this.#params, id } })
  }
}
