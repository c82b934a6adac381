import type { View } from './view.ts'

export type MoreFilter = Pick<
  View,
  'dueWithinDays' | 'olderThanDays' | 'leastPriority' | 'skill' | 'isInHotspot' | 'sort' | 'isReversed'
>

/** Nothing narrowed, the newest first. */
export const moreDefaults: MoreFilter = {
  dueWithinDays: null,
  olderThanDays: null,
  leastPriority: null,
  skill: null,
  isInHotspot: false,
  sort: 'newest',
  isReversed: false,
}
