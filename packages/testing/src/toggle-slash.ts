/** The same URL, with a slash at its end where it has none, and without it where it has one. */
export function toggleSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : `${url}/`
}
