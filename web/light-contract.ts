import type { Plugin } from 'vite'
import { ofClientBuild } from './client-build.ts'

const contract = /\/api\/src\/contract\/[^/]+\.ts$/
/** of an endpoint, what a browser calls it by */
const called = ['method', 'path']

interface Node {
  type: string
  start: number
  end: number
}
interface Property extends Node {
  key?: { name?: string }
}
interface Statement extends Node {
  declaration?: Statement | null
  declarations?: {
    init: (Node & { callee?: { name?: string }; arguments?: (Node & { properties?: Property[] })[] }) | null
  }[]
}

/**
 * The contract as a browser carries it: an endpoint is a method and a path, and a schema is there only where a page
 * names it. The server checks what it takes and what it answers by the same contract, so that a page that calls it
 * needs neither the schemas nor zod.
 */
export function lightContract(): Plugin {
  return {
    name: 'light-contract',
    ...ofClientBuild,
    transform: {
      filter: { id: contract },
      handler(code) {
        return { code: lighten(code, this.parse(code).body as unknown as Statement[]), map: null }
      },
    },
  }
}

/** Left out from the end, so that what is before keeps its place. */
function lighten(code: string, statements: Statement[]): string {
  const constants = statements.flatMap((statement) => (statement.declaration ?? statement).declarations ?? [])
  return constants.reduceRight((text, { init }) => {
    if (!init || init.type.endsWith('FunctionExpression') || !text.slice(init.start, init.end).includes('('))
      return text
    const given = init.callee?.name === 'endpoint' ? init.arguments?.[0]?.properties : undefined
    return (
      text.slice(0, init.start) +
      (given ? endpointOf(text, given) : ifUsed(text, init)) +
      text.slice(init.end)
    )
  }, code)
}

function endpointOf(code: string, properties: Property[]): string {
  const kept = properties.filter(({ key }) => called.includes(key?.name ?? ''))
  return `{ ${kept.map(({ start, end }) => code.slice(start, end)).join(', ')} }`
}

/** A bundler keeps every call it is not told is pure. */
function ifUsed(code: string, { start, end }: Node): string {
  return `/*@__PURE__*/ (() => (${code.slice(start, end)}))()`
}
