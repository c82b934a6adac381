import { m } from '#lib/paraglide/messages.js'

/** A skill or a part of the vehicle in a crew's words; one of another city's own is shown as it is named there. */
export function needName(code: string): string {
  const message = (m as unknown as Record<string, (() => string) | undefined>)[
    `crew_need_${code.replaceAll('-', '_')}`
  ]
  return message ? message() : code
}
