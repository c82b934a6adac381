export interface BarSign {
  text: string
  /** in small figures */
  isTight: boolean
  /** only while it is pointed at */
  isHidden: boolean
}

/**
 * What stands on a stop's bar, as far as there is room, in pixels: its number, that it is late, the rules it breaks. Half
 * a word says another word, half a number another number: what does not fit is left out, the number last of all.
 */
export function barSign(
  { number, isLate, broken }: { number: string; isLate: boolean; broken: string },
  room: number,
): BarSign {
  const isLong = number.length > 1
  const parts = [number]
  if (isLate && room > 24) parts.push('!')
  if (broken && room > 34) parts.push(room > 92 ? `⚠ ${broken}` : '⚠')
  return {
    text: parts.join('\u2009'),
    isTight: room <= (isLong ? 16 : 10),
    isHidden: room <= (isLong ? 10 : 5),
  }
}
