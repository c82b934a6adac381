import { getLocale } from '#lib/paraglide/runtime.js'
import { statusNames } from './status-names.ts'

/** The name of a thing in the language of the page. */
export function localName(thing: { nameEl: string; nameEn: string }): string {
  return getLocale() === 'en' ? thing.nameEn : thing.nameEl
}

/** As a dictionary of the page's language has them; numbers in them by what they are worth. */
export function compareNames(a: string, b: string): number {
  const locale = getLocale()
  collators[locale] ??= new Intl.Collator(locale, { numeric: true })
  return collators[locale].compare(a, b)
}

const collators: Partial<Record<string, Intl.Collator>> = {}

export function byName<Thing>(things: readonly Thing[], nameOf: (thing: Thing) => string): Thing[] {
  return things.toSorted((a, b) => compareNames(nameOf(a), nameOf(b)))
}

/** In the order of their names in the language of the page. */
export function byLocalName<Thing extends { nameEl: string; nameEn: string }>(
  things: readonly Thing[],
): Thing[] {
  return byName(things, localName)
}

/** A status in the city's words. */
export function statusName(kind: keyof typeof statusNames, status: string): string {
  return statusNames[kind][status]?.() ?? status
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
