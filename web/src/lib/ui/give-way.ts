import { movedBy, overlaps, type Box } from './box.ts'

interface Way {
  x: number
  y: number
}

/** pixels between messages and what they make way for, and those that they rise at most */
const gap = 12
const highest = 300
/** how much rather they move aside than up */
const aside = 3

/**
 * The least that messages move, aside or up, so that they cover nothing that is kept clear and stick out of no side;
 * else they stay.
 */
export function giveWay(
  messages: Box,
  kept: readonly Box[],
  sides: Readonly<Pick<Box, 'left' | 'right'>>,
): Way {
  const stay = { x: 0, y: 0 }
  const xs = [0, ...kept.flatMap((box) => [box.right + gap - messages.left, box.left - gap - messages.right])]
  const ys = [0, ...kept.map((box) => box.top - gap - messages.bottom)].filter((y) => y <= 0 && y >= -highest)
  const isFree = ({ x, y }: Way) => {
    const moved = movedBy(messages, x, y)
    const isInside = x === 0 || (moved.left >= sides.left + gap && moved.right <= sides.right - gap)
    return isInside && !kept.some((box) => overlaps(box, moved))
  }
  const ways = ys.flatMap((y) => xs.map((x) => ({ x, y }))).sort((a, b) => effort(a) - effort(b))
  return ways.find(isFree) ?? stay
}

function effort({ x, y }: Way): number {
  return Math.abs(x) + aside * Math.abs(y)
}
