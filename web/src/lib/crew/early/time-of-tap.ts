let tappedAt: number | undefined

/** While a tap of before is carried out, what it records bears its time. */
export function atTimeOfTap(at: number, carryOut: () => void): void {
  tappedAt = at
  try {
    carryOut()
  } finally {
    tappedAt = undefined
  }
}

export function timeOfTap(): number | undefined {
  return tappedAt
}
