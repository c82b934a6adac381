interface Report {
  id: number
  incidentId: number | null
}

/** The reports of each fault, as they stand in the list. */
export function byIncident<Row extends Report>(rows: readonly Row[]): ReadonlyMap<number, Row[]> {
  return Map.groupBy(
    rows.filter(({ incidentId }) => incidentId !== null),
    ({ incidentId }) => incidentId!,
  )
}

/** The list with one row for each fault: the reports after the first stand under it where it is opened. */
export function foldIncidents<Row extends Report>(
  rows: readonly Row[],
  reports: ReadonlyMap<number, Row[]>,
  opened: ReadonlySet<number>,
): readonly Row[] {
  if (reports.size === 0) return rows
  return rows.flatMap((row) => {
    const together = row.incidentId === null ? [row] : reports.get(row.incidentId)!
    if (together[0] !== row) return []
    return opened.has(row.incidentId ?? -1) ? together : [row]
  })
}

/** The reports that a row stands for: itself, and those that are folded under it. */
export function foldedUnder<Row extends Report>(
  row: Row,
  reports: ReadonlyMap<number, Row[]>,
  opened: ReadonlySet<number>,
): [Row, ...Row[]] {
  if (row.incidentId === null || opened.has(row.incidentId)) return [row]
  return [row, ...(reports.get(row.incidentId) ?? []).filter(({ id }) => id !== row.id)]
}
