import { movedBy, overlaps, type Box } from './box.ts'

/** pixels between messages and what they make way for, and those that they rise at most */
const gap = 12
const highest = 300

/** How far messages move so that they cover nothing that is kept clear: to its right, or above it; else they stay. */
export function giveWay(messages: Box, kept: readonly Box[], width: number): { x: number; y: number } {
  const stay = { x: 0, y: 0 }
  const under = kept.filter((box) => overlaps(box, messages))
  if (under.length === 0) return stay
  const aside = Math.max(...under.map(({ right }) => right)) + gap - messages.left
  const up = Math.min(...under.map(({ top }) => top)) - gap - messages.bottom
  const ways = [
    { x: aside, y: 0 },
    { x: 0, y: up },
  ]
  const isFree = ({ x, y }: { x: number; y: number }) => {
    const moved = movedBy(messages, x, y)
    return moved.right <= width - gap && y >= -highest && !kept.some((box) => overlaps(box, moved))
  }
  return ways.find(isFree) ?? stay
}
