import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { ServiceCode } from './services.ts'
import { orderSorts } from './list-sorts.ts'
import { BacklogFilter, Id, InJurisdiction, InJurisdictionById } from './values.ts'

/** What the backlog is narrowed to, without what is looked at in it. */
export const ViewFilter = z.object({
  tab: z.enum(['requests', 'hotspots', 'orders']),
  services: z.array(ServiceCode).max(100).default([]),
  areaId: z.number().int().positive().nullable().default(null),
  isLate: z.boolean().default(false),
  isUnordered: z.boolean().default(false),
  isInHotspot: z.boolean().default(false),
  dueWithinDays: BacklogFilter.shape.dueWithinDays.unwrap().nullable().default(null),
  olderThanDays: BacklogFilter.shape.olderThanDays.unwrap().nullable().default(null),
  leastPriority: BacklogFilter.shape.leastPriority.unwrap().nullable().default(null),
  skill: BacklogFilter.shape.skill.unwrap().nullable().default(null),
  sort: z.enum(orderSorts).default('newest'),
  isReversed: z.boolean().default(false),
  q: z.string().trim().max(120).default(''),
})
export type ViewFilter = z.infer<typeof ViewFilter>

export const SavedView = z.object({
  id: Id,
  name: z.string(),
  filter: ViewFilter,
  isShared: z.boolean(),
  /** the caller may change it */
  mayChange: z.boolean(),
  /** who made it, where that is not the caller */
  madeBy: z.string().nullable(),
  version: z.number().int(),
})
export type SavedView = z.infer<typeof SavedView>

const Name = z.string().trim().min(1).max(60)

export const listSavedViews = endpoint({
  name: 'listSavedViews',
  method: 'GET',
  path: '/v1/:jurisdictionId/saved-views',
  summary: 'Views of the backlog that the caller saved, and those that others share, by name',
  tag: 'saved views',
  access: staff,
  params: InJurisdiction,
  response: z.array(SavedView),
})

export const saveView = endpoint({
  name: 'saveView',
  method: 'POST',
  path: '/v1/:jurisdictionId/saved-views',
  summary: 'Save a view of the backlog under a name; at most a hundred each',
  tag: 'saved views',
  access: staff,
  params: InJurisdiction,
  status: 201,
  body: z.object({
    idempotencyKey: z.uuid(),
    name: Name,
    filter: ViewFilter,
    isShared: z.boolean().default(false),
  }),
  response: SavedView,
})

export const changeSavedView = endpoint({
  name: 'changeSavedView',
  method: 'PATCH',
  path: '/v1/:jurisdictionId/saved-views/:id',
  summary: 'Rename or share a view, or let it stand for another filter',
  tag: 'saved views',
  access: staff,
  params: InJurisdictionById,
  body: z.object({
    /** the version the change was decided on; a newer one is a conflict */
    version: z.number().int(),
    name: Name.optional(),
    filter: ViewFilter.optional(),
    isShared: z.boolean().optional(),
  }),
  response: SavedView,
})

export const removeSavedView = endpoint({
  name: 'removeSavedView',
  method: 'DELETE',
  path: '/v1/:jurisdictionId/saved-views/:id',
  summary: 'Remove a saved view',
  tag: 'saved views',
  access: staff,
  params: InJurisdictionById,
  status: 204,
  response: z.undefined(),
})
