import type { Tx } from '@dromos/db'
import {
  changeSavedView,
  listSavedViews,
  removeSavedView,
  saveView,
  type Role,
  type SavedView,
} from '../contract/index.ts'
import { bind, type Api, type Call } from '../http/bind.ts'
import { conflict, forbidden, notAllowedNow, notFound } from '../http/problems.ts'
import {
  countSavedViews,
  deleteSavedView,
  findSavedView,
  findSavedViews,
  insertSavedView,
  updateSavedView,
  type Viewer,
} from './queries.ts'

const mostViews = 100
const managers: readonly Role[] = ['manager', 'admin']

export function savedViewRoutes(api: Api): void {
  bind(api, listSavedViews, (call) => call.tenant((tx) => findSavedViews(tx, viewerOf(call))))
  bind(api, saveView, (call) =>
    call.tenant(async (tx) => {
      const viewer = viewerOf(call)
      if ((await countSavedViews(tx, viewer.accountId)) >= mostViews)
        throw notAllowedNow('This is as many views as one can keep', { mostViews })
      const id = await insertSavedView(tx, viewer, call.body, call.context.clock.now())
      return (await findSavedView(tx, viewer, id))!
    }),
  )
  bind(api, changeSavedView, (call) =>
    call.tenant(async (tx) => {
      const { version, ...change } = call.body
      const before = await demandOwn(tx, viewerOf(call), call.params.id)
      if (before.version !== version)
        throw conflict('Someone changed this view in the meantime', { version: before.version })
      await updateSavedView(tx, before.id, { ...before, ...change }, call.context.clock.now())
      return (await findSavedView(tx, viewerOf(call), before.id))!
    }),
  )
  bind(api, removeSavedView, (call) =>
    call.tenant(async (tx) => {
      await demandOwn(tx, viewerOf(call), call.params.id)
      await deleteSavedView(tx, call.params.id)
      return undefined
    }),
  )
}

function viewerOf({ account, roles }: Pick<Call<typeof listSavedViews>, 'account' | 'roles'>): Viewer {
  return { accountId: account!.id, isManager: managers.some((role) => roles.has(role)) }
}

/** What others share may be looked at and not changed; what they do not share is not there. */
async function demandOwn(tx: Tx, viewer: Viewer, id: number): Promise<SavedView> {
  const view = await findSavedView(tx, viewer, id)
  if (!view) throw notFound('saved view', id)
  if (!view.mayChange) throw forbidden('Only who made it and managers change this view')
  return view
}
