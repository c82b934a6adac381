import { listPlans, type Client, type Plan, type PlanVersionDetail } from '@dromos/api/contract'
import { fetchVersion } from './fetch-version.ts'
import { planOfView, versionOfView } from './plan-of-view.ts'
import { keyOf } from './version-key.ts'

interface Asked {
  jurisdictionId: string
  day: string
  planId: number | null
  version: number | null
}

const keptMilliseconds = 20_000

/** What the day's screen is going to ask first, asked while the city is still on its way: each is taken once. */
export class EarlyAnswers {
  readonly #answers = new Map<string, Promise<unknown>>()
  #hasAsked = false

  /** A plan that is looked at is not asked for before it is known which it is. */
  ask(call: Client, { jurisdictionId, day, planId, version }: Asked): void {
    const params = { jurisdictionId }
    this.#hasAsked = true
    const plans = call(listPlans, { params, query: { day } })
    this.#keep(`${jurisdictionId} ${day}`, plans)
    void plans.then(
      (list) => {
        const plan = planOfView(list, planId)
        const shown = versionOfView(plan, version)
        if (!shown) return
        const key = keyOf(shown)
        this.#keep(
          `${jurisdictionId} ${key}`,
          fetchVersion({ call, params, key, near: null }).then(({ detail }) => detail),
        )
      },
      // whoever needs it asks again, and says what is wrong
      () => {},
    )
  }

  takePlans(jurisdictionId: string, day: string): Promise<Plan[]> | null {
    return this.#take(`${jurisdictionId} ${day}`) as Promise<Plan[]> | null
  }

  takeVersion(jurisdictionId: string, key: string): Promise<PlanVersionDetail> | null {
    return this.#take(`${jurisdictionId} ${key}`) as Promise<PlanVersionDetail> | null
  }

  /** Whether something may have changed after it was asked and before the stream was heard: said once. */
  takeGap(): boolean {
    const hasAsked = this.#hasAsked
    this.#hasAsked = false
    return hasAsked
  }

  #keep(name: string, answer: Promise<unknown>): void {
    this.#answers.set(name, answer)
    answer.catch(() => {})
    // what nobody has taken by then is no longer how things are
    setTimeout(() => this.#answers.delete(name), keptMilliseconds)
  }

  #take(name: string): Promise<unknown> | null {
    const answer = this.#answers.get(name) ?? null
    this.#answers.delete(name)
    return answer
  }
}

export const early = new EarlyAnswers()
