import type { PlanVersion } from '@dromos/api/contract'
import { time } from '#lib/city/format.ts'
import { m } from '#lib/paraglide/messages.js'
import { actText } from './act-text.ts'

/** A version by the name it was given, else by what made it, and when. */
export function versionName({ version, name, act, createdAt }: PlanVersion): string {
  return name ? `${version} · ${name}` : `${version} · ${actText(act)}, ${time(createdAt)}`
}

/** A version where it stands alone. */
export function versionTitle({ version, name }: Pick<PlanVersion, 'version' | 'name'>): string {
  return name ? `${m.plan_version({ version })}: ${name}` : m.plan_version({ version })
}
