import { many, openDatabase, sql } from '@dromos/db'
import { z } from 'zod'
import { demoPassword } from '../seed/write-accounts.ts'

const login = z.object({ jurisdictionId: z.string(), role: z.string(), email: z.string() })
type Login = z.output<typeof login>

/** Tells where everything is, and who can sign in to the demo cities. */
export async function printAddresses(origin: string, databaseUrl: string): Promise<void> {
  console.log(`\nDromos is ready: ${origin}`)
  const logins = await findDemoLogins(databaseUrl)
  if (logins.length === 0) return
  console.log(`Sign in at ${origin}/sign-in with the password ${demoPassword} as`)
  for (const text of describe(logins)) console.log(`  ${text}`)
}

/** One line a city: the first account of each role. */
function describe(logins: Login[]): string[] {
  const cities = Object.entries(Object.groupBy(logins, ({ jurisdictionId }) => jurisdictionId))
  return cities.map(([city, ofCity = []]) => `${city}: ${ofCity.map(({ email }) => email).join(', ')}`)
}

async function findDemoLogins(databaseUrl: string): Promise<Login[]> {
  const database = openDatabase({ connectionString: databaseUrl, role: null, max: 1 })
  try {
    return await many(
      database,
      login,
      sql`select distinct on (jurisdiction_id, role) jurisdiction_id, role, email
          from membership join account on account.id = account_id
          where account_id like 'demo-%' order by jurisdiction_id, role, length(email), email`,
    )
  } finally {
    await database.close()
  }
}
