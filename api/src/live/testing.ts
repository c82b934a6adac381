import type { LiveEvent } from '../contract/index.ts'

export interface Heard {
  name: string
  id: string | null
  event: LiveEvent
}

/** Reads a stream of server-sent events; `next` waits for the next one. */
export async function listenLive(url: string, headers: Record<string, string> = {}) {
  const abort = new AbortController()
  const response = await fetch(url, { headers, signal: abort.signal })
  const heard = parse(response.body!.pipeThrough(new TextDecoderStream()))
  return {
    response,
    async next(): Promise<Heard> {
      const { value, done } = await heard.next()
      if (done) throw new Error('the stream ended')
      return value
    },
    close: () => abort.abort(),
  }
}

async function* parse(text: AsyncIterable<string>): AsyncGenerator<Heard, void> {
  let rest = ''
  for await (const chunk of text) {
    const blocks = (rest + chunk).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s) as [string, string]))
      const data = fields.get('data')
      if (data === undefined) continue
      yield { name: fields.get('event') ?? 'message', id: fields.get('id') ?? null, event: JSON.parse(data) }
    }
  }
}
