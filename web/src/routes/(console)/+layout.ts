// The consoles are programs in the browser; the server sends the shell.
export const ssr = false
