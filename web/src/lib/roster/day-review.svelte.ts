import {
  getDayProgress,
  getRunSheet,
  listNotifications,
  type Client,
  type DayProgress,
  type ResultOf,
  type RunSheet,
  type RunSheetVisit,
  type StopProgress,
} from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import type { Live } from '#lib/city/live.svelte.ts'
import { behindStops, lateStops } from '#lib/day/count-stops.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { isOfDraft } from '#lib/dispatch/draft-event.ts'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { PagedList } from '#lib/dispatch/paged-list.svelte.ts'

type Notification = ResultOf<typeof listNotifications>['items'][number]

export interface ReviewedVisit extends RunSheetVisit {
  crewId: number
}

/** What happened on a day, from the run sheets of its crews, and what people were told. */
export class DayReview {
  readonly sheets: Loaded<RunSheet[], string>
  /** by plan */
  readonly progress: Loaded<DayProgress, number>
  readonly notifications: PagedList<Notification, Record<string, never>>

  constructor(jurisdictionId: string, call: Client) {
    const params = { jurisdictionId }
    // the key is the day, then the crews: "2026-01-31 1,2,3"
    this.sheets = new Loaded((key, signal) => {
      const [day, crews] = key.split(' ')
      const ids = (crews ?? '').split(',').filter(Boolean).map(Number)
      return Promise.all(
        ids.map((crewId) => call(getRunSheet, { params, query: { day: day!, crewId } }, { signal })),
      )
    })
    this.progress = new Loaded((planId, signal) =>
      call(getDayProgress, { params: { ...params, planId } }, { signal }),
    )
    this.notifications = new PagedList((_, page, signal) =>
      call(listNotifications, { params, query: page }, { signal }),
    )
  }

  get visits(): ReviewedVisit[] {
    return (this.sheets.value ?? []).flatMap((sheet) =>
      sheet.visits.map((visit) => ({ ...visit, crewId: sheet.crew.id })),
    )
  }

  get done(): ReviewedVisit[] {
    return this.visits.filter((visit) => visit.status === 'done').sort(byEnd)
  }

  get failed(): ReviewedVisit[] {
    return this.visits.filter((visit) => ['failed', 'skipped', 'declined'].includes(visit.status)).sort(byEnd)
  }

  get ahead(): ReviewedVisit[] {
    return this.visits.filter((visit) =>
      ['planned', 'dispatched', 'en_route', 'arrived', 'working'].includes(visit.status),
    )
  }

  /** By how many seconds each task missed its limit, and the plan. */
  get missed(): ReadonlyMap<number, Pick<StopProgress, 'lateSeconds' | 'behindSeconds'>> {
    const stops = (this.progress.value?.crews ?? []).flatMap((crew) => crew.stops)
    return new Map(stops.map((stop) => [stop.taskId, stop]))
  }

  get late(): ReviewedVisit[] {
    return this.#visitsOf(lateStops(this.progress.value))
  }

  get behind(): ReviewedVisit[] {
    return this.#visitsOf(behindStops(this.progress.value))
  }

  #visitsOf(stops: StopProgress[]): ReviewedVisit[] {
    const tasks = new Set(stops.map(({ taskId }) => taskId))
    return this.visits.filter(({ taskId, status }) => tasks.has(taskId) && status !== 'withdrawn')
  }

  follow(live: Pick<Live, 'on' | 'onResync'>): () => void {
    const refresh = afterQuiet(() => {
      void this.sheets.refresh()
      void this.progress.refresh()
      void this.notifications.refresh()
    })
    const stops = [
      live.on('visit', refresh),
      live.on('plan', (event) => isOfDraft(event) || refresh()),
      live.onResync(refresh),
    ]
    return () => {
      stops.forEach((stop) => stop())
      refresh.stop()
    }
  }
}

function byEnd(a: ReviewedVisit, b: ReviewedVisit): number {
  return (b.finishedAt ?? '').localeCompare(a.finishedAt ?? '')
}

const key = Symbol('day review')

export function provideReview(review: DayReview): DayReview {
  return setContext(key, review)
}

/** The day as it went, shared by list and map; call during component initialisation. */
export function useReview(): DayReview {
  return getContext<DayReview>(key)
}
