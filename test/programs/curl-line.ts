/**
 * Makes the request that a printed `curl` line would make; it understands what the examples print and nothing
 * more.
 */
export async function callLikeCurl(line: string): Promise<Response> {
  const { url, method, authorization } = parseCurlLine(line)
  return fetch(url, { method, ...(authorization === undefined ? {} : { headers: { authorization } }) })
}

/** The lines that a person could paste. */
export function findCurlLines(output: string): string[] {
  return output.split('\n').filter((line) => line.startsWith('curl '))
}

function parseCurlLine(line: string) {
  const match =
    /^curl -i(?: -X (?<method>[A-Z]+))? (?<url>\S+)(?: -H 'Authorization: (?<authorization>[^']+)')?$/.exec(
      line
    )
  const { method, url, authorization } = match?.groups ?? {}
  if (url === undefined) throw new Error('not a curl line as the examples print it')
  return { url, method: method ?? 'GET', authorization }
}
