import type { IncomingMessage } from 'node:http'
import { badInput, tooLarge } from '../http/problems.ts'

/** The whole body, or the problem that it is too large; what is too much is read on but not kept. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes <= limitBytes) chunks.push(chunk)
      // a browser reads the answer only once its upload is through; but there is an end to patience
      else if (bytes > 3 * limitBytes) break
      else chunks.length = 0
    }
  } catch {
    throw badInput('The body is cut off')
  }
  if (bytes > limitBytes) throw tooLarge(limitBytes)
  return Buffer.concat(chunks)
}
