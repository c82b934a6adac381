import {
  getDayReplay,
  getTwinRun,
  listTwinRuns,
  runDayTwin,
  type CallOf,
  type Client,
  type DayReplay,
  type LivedDay,
  type TwinRun,
  type TwinRunDetail,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { markAt, standingAt } from './standing.ts'
import { crewAt } from './timed-route.ts'
import type { TwinClock } from './twin-clock.svelte.ts'
import { crewsOf, timedRoutes } from './twin-crews.ts'

/** A past day that is seen again, as it was or with something another way. */
export class Twin {
  /** by plan */
  readonly replay: Loaded<DayReplay, number>
  readonly runs: Loaded<TwinRun[], number>
  /** the run that is shown in place of the recorded day, by "plan/run" */
  readonly run: Loaded<TwinRunDetail, string>
  readonly clock: TwinClock
  readonly lived = $derived.by((): LivedDay | null => this.run.value?.lived ?? this.replay.value)
  readonly routes = $derived(timedRoutes(this.lived?.routes ?? []))
  readonly crews = $derived(crewsOf(this.routes))
  /** milliseconds since 1970; null of a run that was kept before limits were */
  readonly dayStartsAt = $derived.by(() => {
    const starts = this.lived?.dayStartsAt
    return starts ? Date.parse(starts) : null
  })
  /** as it was, while a run is shown */
  readonly recorded = $derived.by(() =>
    this.run.value?.lived ? timedRoutes(this.replay.value?.routes ?? []) : [],
  )
  readonly standings = $derived(this.routes.map((route) => standingAt(route, this.clock.at)))
  /** of each route's stops, at the moment of the clock */
  readonly marks = $derived(
    this.routes.map(({ stops }, index) =>
      stops.map((stop) => markAt(stop, this.clock.at, this.standings[index]!, this.dayStartsAt)),
    ),
  )
  readonly moments = $derived(this.routes.map((route) => crewAt(route, this.clock.at)))
  isBusy = $state(false)
  readonly #call: Client
  readonly #params: { jurisdictionId: string }

  constructor(jurisdictionId: string, call: Client, clock: TwinClock) {
    const params = { jurisdictionId }
    this.#call = call
    this.#params = params
    this.clock = clock
    this.replay = new Loaded((planId, signal) =>
      call(getDayReplay, { params: { ...params, planId } }, { signal }),
    )
    this.runs = new Loaded((planId, signal) =>
      call(listTwinRuns, { params: { ...params, planId } }, { signal }),
    )
    this.run = new Loaded((key, signal) => {
      const [planId, id] = key.split('/').map(Number)
      return call(getTwinRun, { params: { ...params, planId: planId!, id: id! } }, { signal })
    })
  }

  async open(planId: number | null): Promise<void> {
    if (planId === this.replay.key) return
    this.clock.pause()
    await Promise.all([this.replay.open(planId), this.runs.open(planId), this.run.open(null)])
  }

  /** Shows a run, or the recorded day again. */
  async show(runId: number | null): Promise<void> {
    const planId = this.replay.key
    await this.run.open(runId === null || planId === null ? null : `${planId}/${runId}`)
  }

  /** Asks for the day to be lived again, and shows it once it is. */
  async liveAgain(body: CallOf<typeof runDayTwin>['body']): Promise<void> {
    const planId = this.replay.key
    if (planId === null) return
    this.isBusy = true
    try {
      const { id } = await this.#call(runDayTwin, { params: { ...this.#params, planId }, body })
      await Promise.all([this.runs.refresh(), this.show(id)])
    } finally {
      this.isBusy = false
    }
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => {
      void this.runs.refresh()
      if (this.run.value?.status === 'running') void this.run.refresh()
    })
    const stops = [live.on('twin_run', refresh), live.onResync(refresh)]
    return () => {
      stops.forEach((stop) => stop())
      refresh.stop()
      this.clock.pause()
    }
  }
}

const key = Symbol('day twin')

export function provideTwin(twin: Twin): Twin {
  return setContext(key, twin)
}

/** The day that is seen again, shared by panel, map and timeline; call during component initialisation. */
export function useTwin(): Twin {
  return getContext<Twin>(key)
}
