import { many, sql, type Tx } from '@dromos/db'
import { z } from 'zod'
import { hashPassword } from '../../api/src/accounts/password.ts'
import { randomFrom } from '../simulate/random.ts'
import type { DemoCity } from './cities/city.ts'
import { copyRows } from './copy.ts'
import { personName } from './people.ts'

export const demoPassword = 'dromos-demo'

const roles = ['citizen', 'agent', 'dispatcher', 'planner', 'manager', 'admin'] as const

interface DemoAccount {
  id: string
  name: string
  email: string
  role: string
  crewId: number | null
}

/** One account for every role and one for every crew: dispatcher@aigaleo.demo, crew1@aigaleo.demo, … */
export async function writeAccounts(tx: Tx, city: DemoCity): Promise<void> {
  const crews = await many(
    tx,
    z.object({ id: z.number(), name: z.string() }),
    sql`select distinct on (crew_id) crew_id as id, name from crew_member
        where jurisdiction_id = ${city.id} order by crew_id, id`,
  )
  const random = randomFrom(`${city.id} accounts`)
  const accounts = [
    ...roles.map((role) => demoAccount(city, role, role, personName(random), null)),
    ...crews.map(({ id, name }) => demoAccount(city, `crew${id}`, 'crew', name, id)),
  ]
  // the demo's password is public: one hash serves all its accounts
  const password = await hashPassword(demoPassword)
  await copyRows(
    tx,
    { table: 'account', columns: ['id', 'name', 'email', 'email_verified'] },
    accounts.map(({ id, name, email }) => [id, name, email, true]),
  )
  await copyRows(
    tx,
    {
      table: 'account_credential',
      columns: ['id', 'account_id', 'provider_id', 'provider_account_id', 'password'],
    },
    accounts.map(({ id }) => [`credential-${id}`, id, 'credential', id, password]),
  )
  await copyRows(
    tx,
    { table: 'membership', columns: ['jurisdiction_id', 'account_id', 'role'] },
    accounts.map(({ id, role }) => [city.id, id, role]),
  )
  await tx.query(sql`
    update crew_member set account_id = given.account_id
    from (
      select min(m.id) as id, 'demo-' || ${city.id} || '-crew' || m.crew_id as account_id
      from crew_member m where m.jurisdiction_id = ${city.id} group by m.crew_id
    ) given
    where crew_member.jurisdiction_id = ${city.id} and crew_member.id = given.id`)
}

function demoAccount(
  city: DemoCity,
  user: string,
  role: string,
  name: string,
  crewId: number | null,
): DemoAccount {
  return { id: `demo-${city.id}-${user}`, name, email: `${user}@${city.id}.demo`, role, crewId }
}
