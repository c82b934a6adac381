import { sql, type Database, type Sql, type Tx } from '@dromos/db'
import { cityId } from './city.ts'

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: Node[]
}

/** What the statements of some work read of these tables, as the application is allowed to, and how it was found. */
export async function rowsRead(
  db: Pick<Database, 'tenant'>,
  isCounted: (table: string) => boolean,
  work: (tx: Tx) => Promise<unknown>,
): Promise<{ rows: number; wholeTables: string[] }> {
  return db.tenant(cityId, async (tx) => {
    const statements: Sql[] = []
    await work({
      ...tx,
      query(statement) {
        statements.push(statement as Sql)
        return tx.query(statement)
      },
      send(statement) {
        statements.push(statement as Sql)
        tx.send(statement)
      },
    })
    const found = { rows: 0, wholeTables: [] as string[] }
    const visit = (node: Node): void => {
      const table = node['Relation Name']
      if (table !== undefined && isCounted(table)) {
        found.rows += (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops']
        if (node['Node Type'] === 'Seq Scan') found.wholeTables.push(table)
      }
      node.Plans?.forEach(visit)
    }
    for (const statement of statements) {
      const { rows } = await tx.query(sql`explain (analyze, timing off, format json) ${statement}`)
      const [{ Plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Node }]
      visit(Plan)
    }
    return found
  })
}
