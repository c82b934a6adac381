import type { DayProgress, Jeopardy } from '@dromos/api/contract'

export function jeopardyKey({ kind, taskId, crewId }: Jeopardy): string {
  return `${kind}/${taskId ?? ''}/${crewId}`
}

/** Which jeopardies of a day have not been told yet: each is told once, and those that one comes upon are no news. */
export class JeopardyNews {
  #planId: number | null = null
  #told = new Set<string>()

  take(progress: Pick<DayProgress, 'planId' | 'jeopardies'>): Jeopardy[] {
    const isFirst = this.#planId !== progress.planId
    if (isFirst) {
      this.#planId = progress.planId
      this.#told = new Set()
    }
    const news = progress.jeopardies.filter((each) => !this.#told.has(jeopardyKey(each)))
    for (const each of news) this.#told.add(jeopardyKey(each))
    return isFirst ? [] : news
  }
}
