import type { TestIssuer } from '@portcullis/testing'
import { send, sendToken } from '../http/send.ts'

const GRANTED = { scope: 'orders:read', scp: ['orders.read'] }

/** The statuses for no token, a token without the scope, a token with it, and an expired one. */
export const EXPECTED_STATUSES = [401, 403, 200, 401]

/** Requests `/orders` without a token, and with tokens of these claims: without scope, with it, and expired. */
export async function statusesOf(
  { port, issuer }: { port: number; issuer: TestIssuer },
  claims: object = {},
  granted: object = GRANTED
): Promise<number[]> {
  const past = { iat: 1_000_000_000, exp: 1_000_000_300 }
  const tokens = await Promise.all(
    [claims, { ...claims, ...granted }, { ...claims, ...granted, ...past }].map((each) =>
      issuer.issue({ claims: { ...each } })
    )
  )
  const answers = [await send(port, { path: '/orders' })]
  for (const token of tokens) answers.push(await sendToken(port, token, '/orders'))
  return answers.map(({ status }) => status)
}
