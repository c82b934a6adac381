import type { LiveEvent } from '@dromos/api/contract'

/** Whether somebody went on with a draft: nothing that crews have has changed. */
export function isOfDraft({ data }: Pick<LiveEvent, 'data'>): boolean {
  return data.headVersion !== undefined
}
