import type { Response } from 'express'
import { tooManyRequests, type ProblemError } from './problems.ts'

const longestSeconds = 30

/**
 * Lets so many pieces of one kind of work run at once and so many wait; who comes beyond is told when to come again, by
 * how long the others have taken of late.
 */
export class Admission {
  readonly #atOnce: number
  readonly #mostWaiting: number
  readonly #waiting: (() => void)[] = []
  #running = 0
  #averageSeconds = 0.1

  constructor({ atOnce, waiting }: { atOnce: number; waiting: number }) {
    this.#atOnce = atOnce
    this.#mostWaiting = waiting
  }

  get isFull(): boolean {
    return this.#running >= this.#atOnce && this.#waiting.length >= this.#mostWaiting
  }

  /** Throws "too many requests", with `Retry-After` on the answer, when there is no room. */
  demandRoom(response: Response): void {
    if (this.isFull) throw this.refusal(response)
  }

  refusal(response: Response): ProblemError {
    response.set('Retry-After', String(this.#secondsUntilRoom()))
    return tooManyRequests()
  }

  async run<T>(response: Response, work: () => Promise<T>): Promise<T> {
    this.demandRoom(response)
    if (this.#running < this.#atOnce) this.#running += 1
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    const began = performance.now()
    try {
      return await work()
    } finally {
      this.#averageSeconds += ((performance.now() - began) / 1000 - this.#averageSeconds) / 20
      // whoever is next takes the place over
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running -= 1
    }
  }

  #secondsUntilRoom(): number {
    const ahead = this.#waiting.length + this.#running
    return Math.min(longestSeconds, Math.max(1, Math.ceil((ahead * this.#averageSeconds) / this.#atOnce)))
  }
}
