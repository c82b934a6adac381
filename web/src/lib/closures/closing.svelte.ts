import {
  addStreetClosure,
  changeStreetClosure,
  listClosureConflicts,
  listStreetClosures,
  removeStreetClosure,
  type CallOf,
  type Client,
  type ClosureConflict,
  type StreetClosure,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import type { ClosureDraft } from './closure-draft.svelte.ts'

export type ClosureBody = CallOf<typeof addStreetClosure>['body']

/** Streets closed or slow now and later, and what they do to the plan shown. */
export class Closing {
  readonly list: Loaded<StreetClosure[], 'all'>
  /** of a version, by "plan/version" */
  readonly conflicts: Loaded<ClosureConflict[], string>
  /** what is being drawn or picked; the map and the form share it */
  draft = $state.raw<ClosureDraft | null>(null)
  readonly #call: Client
  readonly #params: { jurisdictionId: string }

  constructor(jurisdictionId: string, call: Client) {
    const params = { jurisdictionId }
    this.#call = call
    this.#params = params
    this.list = new Loaded((_, signal) => call(listStreetClosures, { params }, { signal }))
    this.conflicts = new Loaded((key, signal) => {
      // where no street is closed no way leads through one
      if (this.list.value?.length === 0) return Promise.resolve([])
      const [planId, version] = key.split('/').map(Number)
      return call(
        listClosureConflicts,
        { params: { ...params, planId: planId!, version: version! } },
        { signal },
      )
    })
  }

  find(id: number | null): StreetClosure | null {
    return this.list.value?.find((closure) => closure.id === id) ?? null
  }

  add(body: ClosureBody): Promise<StreetClosure> {
    return this.#changed(this.#call(addStreetClosure, { params: this.#params, body }))
  }

  change(id: number, body: Partial<ClosureBody>): Promise<StreetClosure> {
    return this.#changed(this.#call(changeStreetClosure, { params: { ...this.#params, id }, body }))
  }

  remove(id: number): Promise<undefined> {
    return this.#changed(this.#call(removeStreetClosure, { params: { ...this.#params, id } }))
  }

  /** Follows closures, and the versions they matter to; returns the function that stops. */
  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => void this.#refresh())
    const conflicts = afterQuiet(() => void this.conflicts.refresh())
    const stops = [
      live.on('closure', refresh),
      live.on('plan_version', ({ entityId, data }) => {
        if (entityId === this.conflicts.key && data.status !== 'solving') conflicts()
      }),
      live.onResync(refresh),
    ]
    return () => {
      stops.forEach((stop) => stop())
      refresh.stop()
      conflicts.stop()
    }
  }

  async #changed<T>(work: Promise<T>): Promise<T> {
    const done = await work
    await this.#refresh()
    return done
  }

  async #refresh(): Promise<void> {
    await this.list.refresh()
    await this.conflicts.refresh()
  }
}

const key = Symbol('closing')

export function provideClosing(closing: Closing): Closing {
  return setContext(key, closing)
}

/** The console's closures; call during component initialisation. */
export function useClosing(): Closing {
  return getContext<Closing>(key)
}
