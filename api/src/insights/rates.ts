/** A rate over less street than this says nothing. */
const fewestMeters = 50

/** Per kilometre of street, two decimals; null where there is (almost) no street. */
export function perKilometer(count: number, streetMeters: number | null): number | null {
  if (streetMeters === null || streetMeters < fewestMeters) return null
  return round((count * 1000) / streetMeters)
}

/** Per 1,000 residents, two decimals; null where nobody lives or nobody has counted. */
export function perThousandResidents(count: number, population: number | null): number | null {
  return population ? round((count * 1000) / population) : null
}

/**
 * Closed on time / (closed + open and overdue), three decimals. What is open and overdue counts against the
 * city, else the newest weeks always look perfect: nothing in them can have closed late yet.
 */
export function onTimeShare(resolvedOnTime: number, resolved: number, openOverdue: number): number | null {
  const due = resolved + openOverdue
  return due === 0 ? null : Math.round((resolvedOnTime * 1000) / due) / 1000
}

function round(rate: number): number {
  return Math.round(rate * 100) / 100
}
