import { ApiError } from '@dromos/api/contract'
import type { z } from 'zod'
import { later } from '#lib/ui/later.ts'
import type * as known from './conflict-checks.ts'

type Checks = typeof known

// the contract's checks are large, and nobody needs them before something was refused
const checks = later(() => import('./conflict-checks.ts'))

/** What stood in the way, where that is why something was refused; null for any other failure. */
export async function conflictOf<Name extends keyof Checks>(
  failure: unknown,
  name: Name,
): Promise<z.output<Checks[Name]> | null> {
  if (!(failure instanceof ApiError) || failure.problem.type !== 'conflict') return null
  const check = (await checks.ahead())?.[name]
  return (check?.safeParse(failure.problem.data).data ?? null) as z.output<Checks[Name]> | null
}
