import { randomUUID } from 'node:crypto'
import { sql, type Db } from '@dromos/db'
import { hashPassword } from './password.ts'

export interface NewAccount {
  name: string
  email: string
  password: string
}

/** An account that signs in with email and password; the same email again keeps the first. Returns its id. */
export async function createAccount(db: Db, { name, email, password }: NewAccount): Promise<string> {
  const id = randomUUID()
  const address = email.toLowerCase()
  const passwordHash = await hashPassword(password)
  const { rows } = await db.query(sql`
    with added as (
      insert into account (id, name, email, email_verified) values (${id}, ${name}, ${address}, true)
      on conflict (email) do nothing
      returning id
    ), credential as (
      insert into account_credential (id, account_id, provider_id, provider_account_id, password)
      select ${randomUUID()}, id, 'credential', id, ${passwordHash} from added
    )
    select id from added union all select id from account where email = ${address} limit 1`)
  return rows[0].id as string
}
