import { password } from './bench-city.ts'

/** Signs in as a browser does; gives the cookies by their names. */
export async function signIn(origin: string, email: string): Promise<Map<string, string>> {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`)
  const cookies = new Map<string, string>()
  keepCookies(cookies, answer)
  return cookies
}

/** What the city renews is sent from then on. */
export function keepCookies(cookies: Map<string, string>, answer: Response): void {
  for (const line of answer.headers.getSetCookie()) {
    const [pair = ''] = line.split(';')
    const [name = ''] = pair.split('=', 1)
    cookies.set(name, pair.slice(name.length + 1))
  }
}
