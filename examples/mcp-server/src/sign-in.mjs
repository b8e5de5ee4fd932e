/**
 * Does what the browser of a user does: follows redirects with cookies until the redirect URI of the client.
 *
 * @param {URL} address Of the authorization request.
 * @param {string} redirectUrl
 * @returns {Promise<URLSearchParams>} The authorization response.
 */
export async function signIn(address, redirectUrl) {
  const cookies = new Map()
  let url = address
  for (let redirects = 0; redirects < 12; redirects++) {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value.join('='))
    }
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${url.pathname} answered ${response.status}`)
    url = new URL(location, url)
    if (url.href.startsWith(redirectUrl)) return url.searchParams
  }
  throw new Error('too many redirects')
}
