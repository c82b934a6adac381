import {
  getDayProgress,
  type Client,
  type CrewProgress,
  type DayProgress,
  type StopProgress,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { isOfDraft } from '#lib/dispatch/draft-event.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'

/** what is expected of a day that has come moves on with the clock, also while nothing is told */
const refreshMilliseconds = 30_000

/** The published day as it goes: told by its crews, and expected from that. */
export class DayWatch {
  /** by plan */
  readonly progress: Loaded<DayProgress, number>
  readonly stops = $derived.by(() => {
    const crews = this.progress.value?.crews ?? []
    return new Map(crews.flatMap(({ stops }) => stops.map((stop) => [stop.taskId, stop])))
  })
  readonly lateTasks = $derived.by(() => {
    const late = this.progress.value?.jeopardies ?? []
    return new Set(late.flatMap(({ taskId, severity }) => (severity === 'late' && taskId ? [taskId] : [])))
  })

  readonly #today: () => string

  /** `today` is the city's day as it is then */
  constructor(jurisdictionId: string, call: Client, today: () => string) {
    this.#today = today
    this.progress = new Loaded((planId, signal) =>
      call(getDayProgress, { params: { jurisdictionId, planId } }, { signal }),
    )
  }

  /** What is known of a crew while the version shown is the one in force. */
  crewOf(version: { planId: number; version: number } | null, crewId: number): CrewProgress | null {
    if (!this.isShown(version)) return null
    return this.progress.value?.crews.find((crew) => crew.crewId === crewId) ?? null
  }

  isShown(version: { planId: number; version: number } | null): boolean {
    const { planId, version: published } = this.progress.value ?? {}
    return version !== null && planId === version.planId && published === version.version
  }

  get #hasCome(): boolean {
    return this.progress.value !== null && this.progress.value.day <= this.#today()
  }

  /** Follows what crews tell, and the clock; returns the function that stops. */
  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => void this.progress.refresh())
    const timer = setInterval(() => this.#hasCome && refresh(), refreshMilliseconds)
    const stops = [
      live.on('visit', refresh),
      live.on('plan', (event) => isOfDraft(event) || refresh()),
      live.on('closure', refresh),
      live.onResync(refresh),
    ]
    return () => {
      stops.forEach((stop) => stop())
      clearInterval(timer)
      refresh.stop()
    }
  }
}

/** Where a crew is, or was last: its work under way, else the last that it ended; none before it begins. */
export function lastPlaceOf({ stops }: CrewProgress): StopProgress | null {
  const begun = stops.filter(({ arrivedAt, finishedAt }) => arrivedAt !== null || finishedAt !== null)
  return begun.at(-1) ?? null
}

const key = Symbol('day watch')

export function provideDayWatch(watch: DayWatch): DayWatch {
  return setContext(key, watch)
}

/** The day as it goes, shared by list, map and timeline; call during component initialisation. */
export function useDayWatch(): DayWatch {
  return getContext<DayWatch>(key)
}
