import type { Evaluation, Violation } from './evaluation.ts'

type Broken = Pick<Evaluation, 'violations'>

/** Rules that a changed plan breaks and that were kept before, or that it breaks by more. */
export function addedViolations(before: Broken, after: Broken): Violation[] {
  const known = new Map<string, number>()
  for (const violation of before.violations) known.set(nameOf(violation), violation.amount)
  return after.violations.filter((violation) => violation.amount > (known.get(nameOf(violation)) ?? -1))
}

function nameOf({ kind, job, crew, shift }: Violation): string {
  return `${kind} ${job} ${crew} ${shift}`
}
