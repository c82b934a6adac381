import type { ServiceAttribute } from '@dromos/api/contract'
import { getLocale } from '#lib/paraglide/runtime.js'

/** The answers to a service's questions, in the words of the page's language. */
export function attributeFacts(
  answers: Record<string, unknown>,
  questions: readonly ServiceAttribute[],
): { name: string; value: string }[] {
  const isEnglish = getLocale() === 'en'
  return questions.flatMap((question) => {
    const answer = answers[question.code]
    if (answer === undefined || answer === null || answer === '') return []
    const parts = (Array.isArray(answer) ? answer : [answer]).map((part) => {
      const option = question.options.find(({ key }) => key === String(part))
      return option ? (isEnglish ? option.nameEn : option.nameEl) : String(part)
    })
    return [{ name: isEnglish ? question.questionEn : question.questionEl, value: parts.join(', ') }]
  })
}
