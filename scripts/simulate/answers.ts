import type { ModelService } from './city-model.ts'
import type { Random } from './random.ts'

const colors = ['άσπρο', 'γκρι', 'μαύρο', 'κόκκινο', 'μπλε']

/** Answers to a service's typed questions: all that are required, and some of the others. */
export function answer(random: Random, { questions }: ModelService): Record<string, unknown> {
  const answers: Record<string, unknown> = {}
  for (const question of questions) {
    if (!question.isRequired && random.chance(0.5)) continue
    const value = valueFor(random, question)
    if (value !== null) answers[question.code] = value
  }
  return answers
}

function valueFor(random: Random, { code, datatype, keys }: ModelService['questions'][number]) {
  if (datatype === 'singlevaluelist') return random.pick(keys)
  if (datatype === 'multivaluelist') return [random.pick(keys)]
  if (datatype === 'number') return 1 + random.below(4)
  if (code.endsWith('_color')) return random.pick(colors)
  if (code.endsWith('_number')) return String(100 + random.below(900))
  return null
}
