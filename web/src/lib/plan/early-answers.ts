import {
  getShownPlans,
  type CallOf,
  type Client,
  type Plan,
  type PlanVersionDetail,
  type ShownPlans,
} from '@dromos/api/contract'
import { keyOf } from './version-key.ts'

interface ShownView {
  /** null is the city's today */
  day: string | null
  planId: number | null
  version: number | null
}

interface Asked extends ShownView {
  jurisdictionId: string
}

export function shownQuery({ day, planId, version }: ShownView): CallOf<typeof getShownPlans>['query'] {
  return { day: day ?? undefined, planId: planId ?? undefined, version: version ?? undefined }
}

const keptMilliseconds = 20_000
/** a stream waits no longer to be told where it begins */
const patienceMilliseconds = 5000

/** What the day's screen is going to ask first, asked while the city is still on its way: each part is taken once. */
export class EarlyAnswers {
  #jurisdictionId = ''
  #plans: Promise<ShownPlans | null> | null = null
  #version: Promise<ShownPlans | null> | null = null
  #hasAsked = false

  /** Gives back the last live event that the answer knows of, if that is told in time. */
  async ask(call: Client, { jurisdictionId, ...view }: Asked): Promise<number | null> {
    const query = shownQuery(view)
    this.#hasAsked = true
    this.#jurisdictionId = jurisdictionId
    // whoever needs it asks again, and says what is wrong
    this.#plans = call(getShownPlans, { params: { jurisdictionId }, query }).catch(() => null)
    this.#version = this.#plans
    // what nobody has taken by then is no longer how things are
    setTimeout(() => (this.#plans = this.#version = null), keptMilliseconds)
    const late = new Promise<null>((done) => setTimeout(done, patienceMilliseconds, null))
    const heardId = (await Promise.race([this.#plans, late]))?.heardId ?? null
    if (heardId !== null) this.#hasAsked = false
    return heardId
  }

  /** Null for what was not asked, or was taken. */
  async takePlans(jurisdictionId: string, day: string): Promise<Plan[] | null> {
    const asked = this.#plans
    this.#plans = null
    if (jurisdictionId !== this.#jurisdictionId) return null
    const answer = await asked
    return answer?.day === day ? answer.plans : null
  }

  async takeVersion(jurisdictionId: string, key: string): Promise<PlanVersionDetail | null> {
    const asked = this.#version
    this.#version = null
    if (jurisdictionId !== this.#jurisdictionId) return null
    const shown = (await asked)?.shown
    return shown && keyOf(shown) === key ? shown : null
  }

  /** Whether something may have changed after it was asked and before the stream was heard, which is not told: said once. */
  takeGap(): boolean {
    const hasAsked = this.#hasAsked
    this.#hasAsked = false
    return hasAsked
  }
}

export const early = new EarlyAnswers()
