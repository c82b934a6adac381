import type { LiveEvent, PlanVersionDetail } from '@dromos/api/contract'
import type { Live } from '#lib/city/live.svelte.ts'
import { afterQuiet } from '#lib/ui/after-quiet.ts'
import { early } from './early-answers.ts'
import { knowsHead } from './known-versions.ts'
import { isNextOf } from './next-version.ts'
import type { Planning } from './planning.svelte.ts'

/** Follows plans, visits and orders as they change; returns the function that stops. */
export function followPlans(planning: Planning, live: Pick<Live, 'on' | 'onOpen' | 'onResync'>): () => void {
  let told: Pick<LiveEvent, 'entityId' | 'data'>[] = []
  const plans = afterQuiet(() => {
    // what this screen asks for itself brings its head along
    if (planning.isBusy || planning.next.isFetching) return plans()
    const news = told
    told = []
    if (!news.every(isKnown)) void planning.plans.refresh()
  })
  const detail = afterQuiet(() => void planning.detail.refresh())
  const orders = afterQuiet(() => void planning.orders.refresh())
  // what was asked before the stream was heard is asked again, once it stands
  const catchUp = afterQuiet(() => {
    const { plans: list, detail: shown } = planning
    if (list.isLoading || shown.isLoading || !(list.value || list.failure)) return catchUp()
    hear({ entityId: '', data: {} })
    if (hasVisits(shown.value)) detail()
  })
  const all = [plans, detail, orders, catchUp]
  const hear = (event: Pick<LiveEvent, 'entityId' | 'data'>) => {
    told.push(event)
    plans()
  }

  /** A head that came with its version needs no asking. */
  function isKnown({ entityId, data }: Pick<LiveEvent, 'entityId' | 'data'>): boolean {
    const { headVersion } = data
    return (
      typeof headVersion === 'number' && knowsHead(planning.plans.value ?? [], Number(entityId), headVersion)
    )
  }

  const stops = [
    live.on('plan', (event) => {
      hear(event)
      if (isBesideShown(planning, Number(event.entityId))) detail()
    }),
    live.on('plan_version', ({ entityId, data }) => {
      if (data.status === 'solving') return planning.solving.note(entityId, data)
      const isNext =
        !planning.isBusy && planning.steps.isHead && isNextOf(planning.detail.value, entityId, data)
      if (isNext) void planning.next.fetch(entityId)
      // what somebody made is told of with the head that it is; the rest is news of its own
      else if (data.baseVersion === undefined) hear({ entityId, data })
      // a change by hand is whole from its beginning
      if (entityId === planning.detail.key && data.baseVersion === undefined) detail()
    }),
    live.on('visit', detail),
    live.on('work_order', orders),
    live.onOpen(() => early.takeGap() && catchUp()),
    live.onResync(() => {
      hear({ entityId: '', data: {} })
      detail()
      orders()
    }),
  ]
  return () => {
    stops.forEach((stop) => stop())
    all.forEach((refresh) => refresh.stop())
  }
}

/** Of days that were planned in one go, each shows what the others do. */
function isBesideShown({ detail: { value } }: Planning, planId: number): boolean {
  return value?.together.some((each) => each.planId === planId && planId !== value.planId) ?? false
}

function hasVisits(detail: PlanVersionDetail | null): boolean {
  return detail?.routes.some(({ stops }) => stops.some(({ visitId }) => visitId !== null)) ?? false
}
