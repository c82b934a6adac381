import { Agent, request, type IncomingMessage } from 'node:http'

/**
 * As much of fetch as the client of the contract needs, over connections that stay open: the tablets share the
 * processors with the city that they measure.
 */
export function lightFetch(connections: number): typeof fetch {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return async (input, init = {}) => {
    const body = await bytesOf(init.body)
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { ...(init.headers as Record<string, string>), 'content-length': body?.length ?? 0 }
      const call = request(String(input), { agent, method: init.method, headers })
      call.once('response', resolve).once('error', reject)
      call.end(body)
    })
    const pieces: Buffer[] = []
    for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece)
    const headers = Object.entries(answer.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    )
    const text = pieces.length > 0 ? Buffer.concat(pieces).toString() : null
    return new Response(text, { status: answer.statusCode, headers })
  }
}

async function bytesOf(body: RequestInit['body']): Promise<Buffer | undefined> {
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer())
  return typeof body === 'string' ? Buffer.from(body) : undefined
}
