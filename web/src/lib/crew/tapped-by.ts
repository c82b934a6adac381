/** On a tablet that nobody is known to be in on, what somebody tapped is not taken for another's. */
export function isOthers(tappedBy: string | null | undefined, accountId: string | null): boolean {
  return Boolean(tappedBy) && tappedBy !== accountId
}

/** With the name of who tapped, where another one sends it. */
export function signed<Tapped extends { by?: string }>(
  operation: Tapped,
  tappedBy: string | null | undefined,
  accountId: string | null,
): Tapped {
  return tappedBy && isOthers(tappedBy, accountId) ? { ...operation, by: tappedBy } : operation
}
