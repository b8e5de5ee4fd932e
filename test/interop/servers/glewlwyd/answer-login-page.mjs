import { ALICE } from './administration.mjs'

/** @import {PageAnswerer} from '../authorization-server.ts' */

/**
 * The sign-in page is a script; this makes its requests: sign in, grant the scopes, go on.
 *
 * @type {PageAnswerer}
 */
export async function answerLoginPage({ url }, visit) {
  const parameters = url.searchParams
  const send = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {object} */ body
  ) => {
    const headers = { 'content-type': 'application/json' }
    const response = await visit(new URL(`/api/${path}`, url), {
      method,
      headers,
      body: JSON.stringify(body)
    })
    if (!response.ok) throw new Error(`${path} answered ${response.status} during the sign-in`)
  }
  await send('POST', 'auth/', ALICE)
  const scope = parameters.get('scope') ?? ''
  await send('PUT', `auth/grant/${parameters.get('client_id') ?? ''}`, { scope })
  const next = new URL(parameters.get('callback_url') ?? '', url)
  next.searchParams.append('g_continue', '')
  return { url: next }
}
