import {
  changeSavedView,
  listSavedViews,
  removeSavedView,
  saveView,
  type Client,
  type SavedView,
  type ViewFilter,
} from '@dromos/api/contract'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'

/** The views of the backlog that a person has saved, and those that others share. */
export class SavedViews {
  readonly list: Loaded<SavedView[], 'all'>
  isBusy = $state(false)
  readonly #call: Client
  readonly #params: { jurisdictionId: string }

  constructor(jurisdictionId: string, call: Client) {
    this.#call = call
    this.#params = { jurisdictionId }
    this.list = new Loaded((_, signal) => call(listSavedViews, { params: this.#params }, { signal }))
  }

  save(view: { name: string; filter: ViewFilter; isShared: boolean }): Promise<SavedView> {
    const body = { ...view, idempotencyKey: crypto.randomUUID() }
    return this.#changed(() => this.#call(saveView, { params: this.#params, body }))
  }

  change(
    { id, version }: SavedView,
    change: { name?: string; filter?: ViewFilter; isShared?: boolean },
  ): Promise<SavedView> {
    return this.#changed(() =>
      this.#call(changeSavedView, { params: { ...this.#params, id }, body: { version, ...change } }),
    )
  }

  remove({ id }: SavedView): Promise<undefined> {
    return this.#changed(() => this.#call(removeSavedView, { params: { ...this.#params, id } }))
  }

  /** Whoever is refused sees the list as it is. */
  async #changed<T>(work: () => Promise<T>): Promise<T> {
    this.isBusy = true
    try {
      return await work()
    } finally {
      await this.list.refresh()
      this.isBusy = false
    }
  }
}
