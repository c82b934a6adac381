import type { getImport, ResultOf } from '@dromos/api/contract'

/** The left-out rows as a file for a spreadsheet; a value can never be taken for a formula. */
export function problemsCsv(problems: ResultOf<typeof getImport>['problems']): string {
  const rows = problems.map(({ line, columnName, reason, value }) => [
    String(line),
    columnName,
    reason,
    value ?? '',
  ])
  return [['line', 'column', 'reason', 'value'], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}
