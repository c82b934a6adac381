import {
  getDayProgress,
  listPlans,
  planOfView,
  type Client,
  type DayProgress,
  type Jeopardy,
  type Plan,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { isOfDraft } from '#lib/dispatch/draft-event.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import type { DayWatch } from './day-watch.svelte.ts'
import { JeopardyNews } from './jeopardy-news.ts'
import { Repair } from './repair.svelte.ts'

/** What is in jeopardy today, on whatever page one is. */
export class DayAlerts {
  readonly repair: Repair
  /** today's */
  readonly plans: Loaded<Plan[], string>
  /** of today's plan, while no screen watches it anyway */
  readonly #progress: Loaded<DayProgress, number>
  readonly #watch: DayWatch
  readonly #news = new JeopardyNews()

  constructor(jurisdictionId: string, call: Client, watch: DayWatch) {
    const params = { jurisdictionId }
    this.#watch = watch
    this.repair = new Repair(jurisdictionId, call)
    this.plans = new Loaded((day, signal) => call(listPlans, { params, query: { day } }, { signal }))
    this.#progress = new Loaded((planId, signal) =>
      call(getDayProgress, { params: { ...params, planId } }, { signal }),
    )
  }

  get planId(): number | null {
    const plan = planOfView(this.plans.value ?? [], null)
    return plan?.publishedVersion == null ? null : plan.id
  }

  get progress(): DayProgress | null {
    const { planId } = this
    if (planId === null) return null
    const watched = this.#watch.progress.value
    return watched?.planId === planId ? watched : this.#progress.value
  }

  get jeopardies(): Jeopardy[] {
    return this.progress?.jeopardies ?? []
  }

  /** Watches today's plan where no screen does; to be called again when another day comes onto the screen. */
  async watch(): Promise<void> {
    const { planId } = this
    const { key, value } = this.#watch.progress
    const isWatched = key === planId && (value === null || value.planId === planId)
    const wanted = isWatched ? null : planId
    if (wanted !== this.#progress.key) await this.#progress.open(wanted)
  }

  /** What has come into jeopardy since it was asked last. */
  takeNews(): Jeopardy[] {
    return this.progress ? this.#news.take(this.progress) : []
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => void this.#progress.refresh())
    const plans = afterQuiet(() => void this.plans.refresh())
    const timer = setInterval(refresh, 30_000)
    const stops = [
      live.on('visit', refresh),
      live.on('closure', refresh),
      live.on('plan', (event) => {
        if (isOfDraft(event)) return
        plans()
        refresh()
      }),
      live.onResync(() => (plans(), refresh())),
      this.repair.follow(live),
    ]
    return () => {
      stops.forEach((stop) => stop())
      clearInterval(timer)
      refresh.stop()
      plans.stop()
    }
  }
}

const key = Symbol('day alerts')

export function provideDayAlerts(alerts: DayAlerts): DayAlerts {
  return setContext(key, alerts)
}

/** Today's jeopardies and their repair, on every page; call during component initialisation. */
export function useDayAlerts(): DayAlerts {
  return getContext<DayAlerts>(key)
}
