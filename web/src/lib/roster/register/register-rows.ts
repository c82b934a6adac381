import type { RosterWeek } from '@dromos/api/contract'
import type { Retirable } from './register-changes.ts'
import type { RegisterDialog } from './RegisterDialogs.svelte'

/** What the rows of each kind are given. */
export interface RowsProps<Item> {
  week: RosterWeek
  items: Item[]
  today: string
  canChange: boolean
  onopen: (dialog: RegisterDialog) => void
  onback: (retired: Retirable) => void
}
