import { resyncEventName, type TrackedRequest } from '@dromos/api/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FollowedStory } from './followed-story.svelte.ts'

class Stream extends EventTarget {
  static opened: Stream[] = []
  onopen: (() => void) | null = null
  onmessage: ((message: { data: string }) => void) | null = null
  close = vi.fn()

  constructor() {
    super()
    Stream.opened.push(this)
  }

  tell(entityId: string): void {
    const event = { id: 1, jurisdictionId: 'aigaleo', entity: 'request', entityId, version: 2, data: {} }
    this.onmessage!({ data: JSON.stringify(event) })
  }
}

const publicId = '0123ABCD'
const calls = vi.fn<() => Promise<TrackedRequest>>()

function answer(status: TrackedRequest['status']): TrackedRequest {
  const at = '2026-05-04T08:00:00.000Z'
  return {
    publicId,
    serviceCode: 'weeds',
    status,
    isOpen: true,
    description: '',
    address: null,
    areaId: null,
    location: [23.68, 37.99],
    requestedAt: at,
    dueAt: at,
    clockStoppedAt: null,
    updatedAt: at,
    closedAt: null,
    duplicateOf: null,
    reportCount: 1,
    expectedArrival: null,
    media: [],
    story: [],
    version: 1,
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', Stream)
})

afterEach(() => {
  Stream.opened = []
  calls.mockReset()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('what happens while the story is fetched is not missed, and one stream tells it all', async () => {
  const story = new FollowedStory(calls)
  story.follow('aigaleo', publicId)
  const [stream] = Stream.opened
  let late: (story: TrackedRequest) => void = () => {}
  calls.mockReturnValueOnce(new Promise((resolve) => (late = resolve)))
  calls.mockResolvedValueOnce(answer('resolved'))
  stream!.tell(publicId)
  stream!.tell(publicId)
  stream!.tell('ZZZZZZZZ')
  await vi.waitFor(() => expect(story.newest?.status).toBe('resolved'))
  late(answer('in_progress'))
  await vi.advanceTimersByTimeAsync(10)
  expect(story.newest?.status).toBe('resolved')
  expect(calls).toHaveBeenCalledTimes(2)
  expect(Stream.opened).toHaveLength(1)
})

test('it is fetched when the stream opens, and when events were missed', async () => {
  const story = new FollowedStory(calls)
  story.follow('aigaleo', publicId)
  calls.mockResolvedValueOnce(answer('accepted'))
  Stream.opened[0]!.onopen!()
  await vi.waitFor(() => expect(story.newest?.status).toBe('accepted'))
  calls.mockResolvedValueOnce(answer('planned'))
  Stream.opened[0]!.dispatchEvent(new Event(resyncEventName))
  await vi.waitFor(() => expect(story.newest?.status).toBe('planned'))
})

test('what cannot be fetched is asked for again, until nobody follows', async () => {
  const story = new FollowedStory(calls)
  const stop = story.follow('aigaleo', publicId)
  calls.mockRejectedValue(new TypeError('no network'))
  Stream.opened[0]!.tell(publicId)
  await vi.advanceTimersByTimeAsync(5100)
  expect(calls).toHaveBeenCalledTimes(2)
  stop()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(calls).toHaveBeenCalledTimes(2)
  expect(Stream.opened[0]!.close).toHaveBeenCalled()
})
