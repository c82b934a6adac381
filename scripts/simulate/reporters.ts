import { personName } from '../seed/people.ts'
import { transliterate } from '../seed/transliterate.ts'
import { randomFrom } from './random.ts'

export interface SimulatedReporter {
  id: number
  name: string
  /** at a domain that is reserved for examples: no mail can reach anybody */
  email: string
  phone: string | null
}

/** Invented citizens, one for each id. */
export function makeReporters(seed: string, ids: readonly number[]): SimulatedReporter[] {
  const random = randomFrom(`${seed} reporters`)
  const users = new Map<string, string>()
  return ids.map((id) => {
    const name = personName(random)
    let user = users.get(name)
    if (user === undefined) users.set(name, (user = transliterate(name).toLowerCase().replaceAll(' ', '.')))
    const phone = random.chance(0.4) ? `+30 690 000 ${String(random.below(10_000)).padStart(4, '0')}` : null
    return { id, name, email: `${user}.${id}@example.org`, phone }
  })
}
