/** What a provider publishes. */
export interface Published {
  readonly issuer: string
  readonly keysAt: string
  readonly keys: readonly object[]
}

/** A provider that publishes its metadata and, in one place, its keys, without any network: a `fetch`. */
export function publish({ issuer, keysAt, keys }: Published): (url: string) => Promise<Response> {
  const documents: Record<string, object> = {
    [`${issuer.replace(/\/$/u, '')}/.well-known/openid-configuration`]: { issuer, jwks_uri: keysAt },
    [keysAt]: { keys }
  }
  return (url) => {
    const document = documents[url]
    return Promise.resolve(
      document === undefined ? new Response('', { status: 404 }) : Response.json(document)
    )
  }
}
