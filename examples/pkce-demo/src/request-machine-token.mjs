/**
 * Requests an access token without a user (RFC 6749 section 4.4), with only the scope `orders:read`.
 *
 * @param {{ issuer: string; resource: string; machine: { clientId: string; clientSecret: string } }} settings
 * @returns {Promise<string>}
 */
export async function requestMachineToken({ issuer, resource, machine }) {
  const credentials = Buffer.from(`${machine.clientId}:${machine.clientSecret}`).toString('base64')
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { Authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'orders:read', resource })
  })
  const body = /** @type {{ access_token: string; error?: string }} */ (await response.json())
  if (!response.ok) throw new Error(`the authorization server refused the demo its token: ${body.error}`)
  return body.access_token
}
