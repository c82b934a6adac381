import { m } from '#lib/paraglide/messages.js'
import { getLocale } from '#lib/paraglide/runtime.js'

/** The name of a thing in the language of the page. */
export function localName(thing: { nameEl: string; nameEn: string }): string {
  return getLocale() === 'en' ? thing.nameEn : thing.nameEl
}

type Kind = 'request' | 'work_order' | 'visit' | 'plan'

/** A status in the city's words. */
export function statusName(kind: Kind, status: string): string {
  const message = (m as unknown as Record<string, (() => string) | undefined>)[`status_${kind}_${status}`]
  return message ? message() : status
}

const phases: Record<string, 'planned' | 'underway' | 'done' | 'ended'> = {
  planned: 'planned',
  scheduled: 'planned',
  dispatched: 'planned',
  optimised: 'planned',
  in_progress: 'underway',
  en_route: 'underway',
  arrived: 'underway',
  working: 'underway',
  solving: 'underway',
  published: 'done',
  active: 'underway',
  resolved: 'done',
  verified: 'done',
  completed: 'done',
  closed: 'done',
  done: 'done',
  rejected: 'ended',
  not_responsible: 'ended',
  cancelled: 'ended',
  duplicate: 'ended',
  failed: 'ended',
  skipped: 'ended',
  declined: 'ended',
  withdrawn: 'ended',
  superseded: 'ended',
  cannot_complete: 'ended',
}

export function statusPhase(status: string): 'waiting' | 'planned' | 'underway' | 'done' | 'ended' {
  return phases[status] ?? 'waiting'
}
