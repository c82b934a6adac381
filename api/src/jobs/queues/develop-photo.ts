import { z } from 'zod'
import { JurisdictionId } from '../../contract/index.ts'
import { defineQueue } from '../queue.ts'

/** Makes the city's picture of a tablet's photo that has come whole. */
export const developPhoto = defineQueue({
  name: 'develop-photo',
  payload: z.object({ jurisdictionId: JurisdictionId, mediaId: z.uuid() }),
  options: { expireInSeconds: 120 },
})
