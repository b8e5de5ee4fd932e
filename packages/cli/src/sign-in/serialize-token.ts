import type { TokenEndpointResponse } from 'oauth4webapi'
import { printableJson } from '../terminal/printable.ts'

/** What is written: the token alone, the header for an HTTP client, or the token response as JSON. */
export type TokenOutput = 'token' | 'header' | 'json'

/** Serializes a token for the program that reads it. JSON has no refresh token and no ID token. */
export function serializeToken(response: TokenEndpointResponse, output: TokenOutput): string {
  const { access_token, token_type, expires_in, scope } = response
  if (output === 'header') return `Authorization: Bearer ${access_token}`
  return output === 'json' ? printableJson({ access_token, token_type, expires_in, scope }) : access_token
}
