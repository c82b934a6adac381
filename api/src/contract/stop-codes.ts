/**
 * What is printed beside a stop to be typed: its number, at least four figures long, and a figure that tells most
 * slips of a finger. No code is as short as a place on a sheet.
 */
export function codeOf(visitId: number): string {
  const figures = String(visitId).padStart(4, '0')
  return figures + checkOf(figures)
}

export type ReadCode = { visitId: number } | { position: number } | null

/**
 * What somebody typed or scanned: a code, a place on the sheet, or the address in the square. A scanner types as a
 * keyboard does, so with Greek keys only the address's figures are what they were.
 */
export function readCode(text: string): ReadCode {
  const said = text.replaceAll(/\s/g, '')
  const inAddress = /=(\d{1,15})$/.exec(said)
  if (inAddress) return { visitId: Number(inAddress[1]) }
  if (/^[1-9]\d{0,2}$/.test(said)) return { position: Number(said) }
  if (!/^\d{5,16}$/.test(said) || checkOf(said.slice(0, -1)) !== said.at(-1)) return null
  return { visitId: Number(said.slice(0, -1)) }
}

/** Luhn's: any one wrong figure, and most that changed places, give another. */
function checkOf(figures: string): string {
  const sum = [...figures].reverse().reduce((all, figure, index) => {
    const weighed = Number(figure) * (index % 2 === 0 ? 2 : 1)
    return all + (weighed > 9 ? weighed - 9 : weighed)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}
