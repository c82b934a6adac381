import { z } from 'zod'
import type { ServiceAttribute } from '../contract/index.ts'
import type { FieldError } from '../http/problems.ts'

export type AttributeValue = string | number | string[]

export type ValidatedAttributes =
  { ok: true; attributes: Record<string, AttributeValue> } | { ok: false; errors: FieldError[] }

/** The answers to a service's typed questions, against its definition; empty answers are no answers. */
export function validateAttributes(
  definition: readonly ServiceAttribute[],
  given: Readonly<Record<string, AttributeValue>>,
): ValidatedAttributes {
  const errors: FieldError[] = []
  const attributes: Record<string, AttributeValue> = {}
  const known = new Set(definition.map(({ code }) => code))
  for (const code of Object.keys(given))
    if (!known.has(code)) errors.push({ path: pathOf(code), message: 'This service asks no such question' })
  for (const question of definition) {
    const answer = Object.hasOwn(given, question.code) ? given[question.code] : undefined
    if (answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)) {
      if (question.isRequired)
        errors.push({ path: pathOf(question.code), message: 'This question needs an answer' })
      continue
    }
    const value = readAnswer(question, answer)
    if (value === null) errors.push({ path: pathOf(question.code), message: 'This answer is not valid' })
    else attributes[question.code] = value
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, attributes }
}

function readAnswer(question: ServiceAttribute, answer: AttributeValue): AttributeValue | null {
  const keys = question.options.map(({ key }) => key)
  switch (question.datatype) {
    case 'number': {
      const number = typeof answer === 'string' ? Number(answer) : answer
      return typeof number === 'number' && Number.isFinite(number) ? number : null
    }
    case 'datetime':
      return (
        z.union([z.iso.datetime({ offset: true, local: true }), z.iso.date()]).safeParse(answer).data ?? null
      )
    case 'singlevaluelist':
      return typeof answer === 'string' && keys.includes(answer) ? answer : null
    case 'multivaluelist': {
      const chosen = Array.isArray(answer) ? answer : [String(answer)]
      return chosen.every((key) => keys.includes(key)) ? [...new Set(chosen)] : null
    }
    case 'string':
      return isShortText(answer) ? answer : null
    case 'text':
      return typeof answer === 'string' ? answer : null
  }
}

function isShortText(answer: AttributeValue): answer is string {
  return typeof answer === 'string' && answer.length <= 500 && !answer.includes('\n')
}

function pathOf(code: string): string {
  return `body.attributes.${code}`
}
