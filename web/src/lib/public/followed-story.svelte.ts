import type { TrackedRequest } from '@dromos/api/contract'
import { Loaded } from '#lib/dispatch/loaded.svelte.ts'
import { followPublicly } from './follow-publicly.ts'

const retryMilliseconds = 5000

/** The story of one request, kept as it is while it is open. What is shown stays when it cannot be fetched anew. */
export class FollowedStory {
  readonly #loaded: Loaded<TrackedRequest, string>

  constructor(fetchStory: (publicId: string, signal: AbortSignal) => Promise<TrackedRequest>) {
    this.#loaded = new Loaded(fetchStory)
  }

  /** What was fetched since it is followed, if anything. */
  get newest(): TrackedRequest | null {
    return this.#loaded.value
  }

  /** Returns the function that stops following. */
  follow(jurisdictionId: string, publicId: string): () => void {
    let isFollowed = true
    let retry: ReturnType<typeof setTimeout> | undefined
    void this.#loaded.open(null)
    const fetchAnew = async () => {
      clearTimeout(retry)
      await (this.#loaded.key === publicId ? this.#loaded.refresh() : this.#loaded.open(publicId))
      if (this.#loaded.failure && isFollowed) retry = setTimeout(() => void fetchAnew(), retryMilliseconds)
    }
    const stop = followPublicly(jurisdictionId, publicId, () => void fetchAnew())
    return () => {
      isFollowed = false
      clearTimeout(retry)
      stop()
    }
  }
}
