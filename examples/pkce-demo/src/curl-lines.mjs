/**
 * Three commands to paste into another terminal. The token can read orders, but not place them.
 *
 * The remarks are on lines of their own: zsh treats a `#` after a command as an argument.
 *
 * @param {string} apiOrigin
 * @param {string} accessToken
 * @returns {{ remark: string; command: string }[]}
 */
export function curlLines(apiOrigin, accessToken) {
  const authorization = `-H 'Authorization: Bearer ${accessToken}'`
  return [
    { remark: 'no token: 401', command: `curl -i ${apiOrigin}/orders` },
    {
      remark: 'a token that was issued just now: 200',
      command: `curl -i ${apiOrigin}/orders ${authorization}`
    },
    {
      remark: 'the same token, without the scope orders:write: 403',
      command: `curl -i -X POST ${apiOrigin}/orders ${authorization}`
    }
  ]
}
