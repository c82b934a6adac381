/** pixels between the pointer and what goes with it, and between that and the edge */
const gap = 14
const margin = 8
/** pixels over a finger */
const overFinger = 34

/** Along one side: behind the pointer, or before it where it would leave the screen; never cut off while it fits. */
export function besidePointer(pointer: number, size: number, screen: number): number {
  const behind = pointer + gap
  if (behind + size + margin <= screen) return behind
  return Math.max(margin, Math.min(pointer - gap - size, screen - margin - size))
}

/** Over a finger, or beneath it at the top of the screen. */
export function abovePointer(pointer: number, size: number): number {
  const above = pointer - overFinger - size
  return above >= margin ? above : pointer + overFinger
}
