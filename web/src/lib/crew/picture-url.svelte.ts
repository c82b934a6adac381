/** An address for a picture of the tablet, given back when the picture or the page goes. */
export function pictureUrl(picture: () => Blob | undefined): { readonly url: string | null } {
  let url = $state<string | null>(null)
  $effect(() => {
    const shown = picture()
    if (!shown) return
    const made = URL.createObjectURL(shown)
    url = made
    return () => {
      url = null
      URL.revokeObjectURL(made)
    }
  })
  return {
    get url() {
      return url
    },
  }
}
