import { MapPin, Route, Tag } from '@lucide/svelte'
import type { OrderSchedule } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { courseWords } from '#lib/work-orders/course-words.ts'
import type { ScheduleDraft, ScheduleKind } from './schedule-draft.svelte.ts'

export const kindIcons = { place: MapPin, asset: Tag, street: Route }

export function kindName(kind: ScheduleKind): string {
  return { place: m.schedule_kind_place, asset: m.schedule_kind_asset, street: m.schedule_kind_street }[
    kind
  ]()
}

export function missingText(missing: NonNullable<ScheduleDraft['missing']>): string {
  return {
    place: m.schedule_place_missing,
    asset: m.schedule_asset_missing,
    street: m.schedule_street_missing,
  }[missing]()
}

/** Where it is, as its kind tells it. */
export function whereText({ street, assetCode, address }: OrderSchedule): string {
  if (street) return courseWords(street)
  return [assetCode, address].filter(Boolean).join(' · ')
}
