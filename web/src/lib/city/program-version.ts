/**
 * Which build of the program a page is of, as the server wrote it into the page: SvelteKit's own `version` is not known
 * yet when the module that holds it is loaded with the first of our files.
 */
export function programVersion(): string | undefined {
  return document.documentElement.dataset.program
}
