import { randomBytes } from 'node:crypto'
import { sendRequest } from '../../http/send-request.ts'
import { safeUrl } from '../../http/urls.ts'
import { stringMember, type JsonObject } from '../../json/json.ts'
import type { ServerProbes } from './doctor-facts.ts'
import type { DoctorSettings } from './doctor-settings.ts'

const FORM = [['Content-Type', 'application/x-www-form-urlencoded']] as const

/** Sends what an operator can notice: a code request without PKCE, and a random code. */
export async function probeServer(
  settings: DoctorSettings,
  document: JsonObject | undefined
): Promise<ServerProbes> {
  const authorization = authorizationProbe(settings, document)
  const token = safeUrl(stringMember(document, 'token_endpoint'))
  const [withoutChallenge, tokenAnswers] = await Promise.all([
    authorization === undefined ? undefined : sendRequest({ url: authorization }),
    probeToken(settings, token)
  ])
  return { withoutChallenge, ...tokenAnswers }
}

// Twice: a server that refuses an origin altogether does not show how it refuses a code.
async function probeToken(settings: DoctorSettings, url: string | undefined) {
  if (url === undefined) return { bogusCode: undefined, bogusCodeFromPage: undefined, tokenByGet: undefined }
  const { origin } = settings
  const post = { url, method: 'POST', headers: FORM, body: bogusForm(settings) }
  const [bogusCode, bogusCodeFromPage, tokenByGet] = await Promise.all([
    sendRequest(post),
    origin === undefined ? undefined : sendRequest({ ...post, headers: [...FORM, ['Origin', origin]] }),
    sendRequest({ url })
  ])
  return { bogusCode, bogusCodeFromPage, tokenByGet }
}

// With `prompt=none` the server shows no page: it must answer with a redirect that names the error.
function authorizationProbe(settings: DoctorSettings, document: JsonObject | undefined): string | undefined {
  const endpoint = safeUrl(stringMember(document, 'authorization_endpoint'))
  if (endpoint === undefined || settings.clientId === undefined || settings.redirectUri === undefined)
    return undefined
  const url = new URL(endpoint)
  const parameters = {
    response_type: 'code',
    client_id: settings.clientId,
    redirect_uri: settings.redirectUri,
    scope: settings.scopes?.join(' ') ?? 'openid',
    state: randomBytes(16).toString('base64url'),
    prompt: 'none'
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  return url.href
}

function bogusForm(settings: DoctorSettings): string {
  return new URLSearchParams({
    grant_type: 'authorization_code',
    code: randomBytes(16).toString('base64url'),
    code_verifier: randomBytes(32).toString('base64url'),
    client_id: settings.clientId ?? 'portcullis-doctor',
    redirect_uri: settings.redirectUri ?? 'https://portcullis.invalid/callback'
  }).toString()
}
