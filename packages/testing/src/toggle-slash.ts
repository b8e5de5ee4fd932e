/** Returns the same URL, with a trailing slash if it has none, and without it if it has one. */
export function toggleSlash(url: string): string {
  return url.endsWith('/') ? url.slice(0, -1) : `${url}/`
}
