import { listen, type Listening } from '../http/listen.ts'

/** A server that nobody has a reason to call; it would gladly serve the keys of the attacker. */
export interface Canary extends Listening {
  /** The requests that it has seen. */
  seen: string[]
}

/** Starts a canary that answers every request with `keys` as a JWK Set. */
export async function startCanary(keys: readonly object[]): Promise<Canary> {
  const seen: string[] = []
  const server = await listen((request, response) => {
    seen.push(request.url ?? '')
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }))
  })
  return { ...server, seen }
}
