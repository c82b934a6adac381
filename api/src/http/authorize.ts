import { sql } from '@dromos/db'
import { roles as allRoles, type Access, type Role } from '../contract/index.ts'
import type { Account } from '../accounts/auth.ts'
import type { Context } from '../context.ts'
import { forbidden, notFound, unauthenticated } from './problems.ts'

export interface Caller {
  account: Account | null
  /** in the city of the path; empty for a visitor */
  roles: ReadonlySet<Role>
}

/** Whether an account may: deny by default, membership in the city of the path. */
export async function authorize(
  context: Context,
  account: Account | null,
  access: Access,
  jurisdictionId: string | undefined,
): Promise<Caller> {
  if (access !== 'public' && !account) throw unauthenticated()
  if (jurisdictionId !== undefined) await demandCity(context, jurisdictionId)
  const roles =
    account && jurisdictionId !== undefined
      ? await rolesOf(context, account, jurisdictionId)
      : new Set<Role>()
  if (typeof access !== 'string' && !access.some((role) => roles.has(role))) throw forbidden()
  return { account, roles }
}

async function rolesOf(context: Context, account: Account, jurisdictionId: string): Promise<Set<Role>> {
  const { id } = account
  const { rows } = await context.db.asAccount(id, (db) =>
    db.query(
      sql`select role from membership where account_id = ${id} and jurisdiction_id = ${jurisdictionId}`,
    ),
  )
  const roles = rows.map((row) => row.role as Role).filter((role) => allRoles.includes(role))
  return new Set(roles.filter((role) => opens(account, { jurisdictionId, role })))
}

/** A few figures on a shared tablet never open a desk, whatever else the person may do with a password. */
export function opens({ tablet }: Account, membership: { jurisdictionId: string; role: Role }): boolean {
  return !tablet || (membership.role === 'crew' && membership.jurisdictionId === tablet.jurisdictionId)
}

// cities are never removed while a process runs, so a city once seen is known
const knownCities = new WeakMap<Context['db'], Set<string>>()

async function demandCity({ db }: Context, jurisdictionId: string): Promise<void> {
  let known = knownCities.get(db)
  if (!known) knownCities.set(db, (known = new Set()))
  if (known.has(jurisdictionId)) return
  const { rowCount } = await db.query(sql`select 1 from jurisdiction where id = ${jurisdictionId}`)
  if (rowCount === 0) throw notFound('city', jurisdictionId)
  known.add(jurisdictionId)
}
