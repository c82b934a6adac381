import type { IncomingMessage } from 'node:http'
import { setImmediate } from 'node:timers'
import { badInput } from './problems.ts'

/** pieces of all bodies together that are taken up between two looks at who else calls */
const mostAtOnce = 4
const waiting: (() => void)[] = []

/**
 * A long body piece by piece. Bodies that come at once take turns, so that a short call between them need not wait for
 * all of them; a slow one keeps nobody waiting.
 */
export async function* pacedBody(request: IncomingMessage): AsyncGenerator<Buffer> {
  const pieces = (request as AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  for (;;) {
    const next = await pieces.next().catch(() => {
      throw badInput('The body is cut off')
    })
    if (next.done) return
    yield next.value
    await turn()
  }
}

/** Reads a body that nobody wants to its end. */
export async function drain(request: IncomingMessage): Promise<void> {
  for await (const piece of pacedBody(request)) void piece
}

function turn(): Promise<void> {
  if (waiting.length === 0) setImmediate(letGo)
  return new Promise((resolve) => waiting.push(resolve))
}

function letGo(): void {
  for (const go of waiting.splice(0, mostAtOnce)) go()
  if (waiting.length > 0) setImmediate(letGo)
}
