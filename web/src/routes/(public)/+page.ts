import { listJurisdictions } from '@dromos/api/contract'
import { api } from '#lib/city/api.ts'
import type { PageLoad } from './$types'

export const load: PageLoad = async ({ fetch }) => ({ cities: await api(fetch)(listJurisdictions, {}) })
