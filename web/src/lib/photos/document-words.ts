import type { DocumentFacts } from '@dromos/api/contract'
import { number } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'

/** "PDF, 3 σελίδες, 240 kB" */
export function documentWords({ pages, bytes }: DocumentFacts): string {
  const size =
    bytes < 1_000_000
      ? `${number(Math.max(1, Math.round(bytes / 1000)))} kB`
      : `${number(Math.round(bytes / 100_000) / 10)} MB`
  return m.document_facts({ count: pages, size })
}

/** As a file of its own is named. */
export function documentFile(name: string): string {
  return `${name.replaceAll(/[\\/:*?"<>|]/g, ' ').trim() || 'document'}.pdf`
}
