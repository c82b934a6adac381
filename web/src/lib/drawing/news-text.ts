import { m } from '#lib/paraglide/messages.js'
import type { News } from './key-drawing.svelte.ts'

/** What was done, and where. */
export function newsText(news: News, place: string): string {
  const text = textOf(news)
  if (!place) return text
  if (news.kind === 'moved') return `${text} ${place}`
  return news.kind === 'corner' || news.kind === 'put' ? `${text}: ${place}` : text
}

function textOf(news: News): string {
  switch (news.kind) {
    case 'corner':
      return m.drawing_corner({ number: news.number })
    case 'held':
      return m.drawing_held({ number: news.number })
    case 'put':
      return m.drawing_put({ number: news.number })
    case 'removed':
      return m.drawing_removed({ number: news.number })
    case 'moved':
      return m.drawing_at_corner({ number: news.number })
    case 'taken back':
      return m.drawing_taken_back({ count: news.count })
    case 'done':
      return m.drawing_done({ count: news.count })
    case 'crossing':
      return m.drawing_crossing()
    case 'few':
      return m.drawing_few()
    case 'full':
      return m.drawing_full()
    case 'dropped':
      return m.drawing_dropped()
    case 'kept':
      return m.drawing_kept()
  }
}
