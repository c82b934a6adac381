/**
 * Shows a document from what the tablet keeps: a link would ask the network, whatever is kept. False where it is
 * neither kept nor to be had.
 */
export async function openDocument(url: string, fileName: string): Promise<boolean> {
  const response = await fetch(url).catch(() => null)
  if (!response?.ok) return false
  // never a page, whatever is in it
  const file = URL.createObjectURL(new Blob([await response.blob()], { type: 'application/pdf' }))
  if (!window.open(file, '_blank')) save(file, fileName)
  // the new page has read it by then
  setTimeout(() => URL.revokeObjectURL(file), 60_000)
  return true
}

function save(href: string, download: string): void {
  Object.assign(document.createElement('a'), { href, download }).click()
}
