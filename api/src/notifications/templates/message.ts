/** One e-mail, ready to be sent. */
export interface Message {
  subject: string
  text: string
  html: string
}

/** Paragraphs of plain text, as text and as HTML; a line that is an address becomes a link. */
export function composeMessage(subject: string, paragraphs: string[]): Message {
  const kept = paragraphs.filter(Boolean)
  return {
    subject,
    text: `${kept.join('\n\n')}\n`,
    html: `<!doctype html><html><body style="font:16px/1.5 sans-serif">${kept.map(htmlOf).join('')}</body></html>`,
  }
}

function htmlOf(paragraph: string): string {
  const safe = escapeHtml(paragraph)
  const isLink = /^https?:\/\/\S+$/.test(paragraph)
  return `<p>${isLink ? `<a href="${safe}">${safe}</a>` : safe.replaceAll('\n', '<br>')}</p>`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
