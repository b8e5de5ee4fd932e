#!/usr/bin/env node
// A browser without a window, for BROWSER: signs in with the values of SIGN_IN_FORM, and follows the redirect back.
// It writes the address that it opens, and the one that it is sent back to, to the file in SIGN_IN_HISTORY.
import { appendFileSync } from 'node:fs'
import { submitForm } from './submit-form.mjs'
import { visitUntilRedirect } from './user-agent.mjs'

const address = new URL(process.argv[2] ?? '')
const values = /** @type {Record<string, string>} */ (JSON.parse(process.env['SIGN_IN_FORM'] ?? '{}'))
const redirectUri = address.searchParams.get('redirect_uri') ?? ''
const response = await visitUntilRedirect(address, redirectUri, (page) => submitForm(page, values))
const { SIGN_IN_HISTORY: history } = process.env
if (history !== undefined) appendFileSync(history, `${address.href}\n${response.href}\n`)
await fetch(response)
