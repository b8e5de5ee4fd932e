import { invalidRequest, invalidToken } from '../adapter-contract/expected-answer.ts'
import { verifies } from '../requirements.ts'
import { accessToken, keys, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function changePart(part: number, change: (text: string) => string): string {
  const parts = accessToken({}, keys.rsa).split('.')
  parts[part] = change(parts[part] ?? '')
  return parts.join('.')
}

/** Another spelling of the same bytes: the bits of the last character that base64url leaves unused are set. */
function respell(text: string): string {
  const unused = (4 - (text.length % 4)) % 4
  if (unused === 0) throw new Error('every bit of this part is used')
  const last = alphabet.indexOf(text.slice(-1))
  return text.slice(0, -1) + (alphabet[last + 1] ?? '')
}

function flipFirstBit(text: string): string {
  return (alphabet[alphabet.indexOf(text.slice(0, 1)) ^ 32] ?? '') + text.slice(1)
}

/** Issues a token whose signature contains `-` or `_`, which base64 and base64url write differently. */
function tokenWithDashOrUnderscore(): string {
  for (let number = 0; ; number += 1) {
    const token = accessToken({ jti: `id-${number}` }, keys.rsa)
    if (/[-_][^.]*$/u.test(token)) return token
  }
}

const names = ['header', 'payload', 'signature']

const ofEachPart: readonly Attack[] = names.flatMap((name, part) => [
  {
    title: `${verifies('J-1', 'RFC 7515 section 5.2: a bit is flipped in the')} ${name}`,
    token: () => changePart(part, flipFirstBit)
  },
  {
    title: `RFC 7515 section 2: padding after the ${name}`,
    token: () => changePart(part, (text) => `${text}==`),
    // Padding may end a token68, and stands nowhere else in it.
    answer: name === 'signature' ? invalidToken : invalidRequest
  },
  { title: `RFC 7515 section 2: the ${name} is empty`, token: () => changePart(part, () => '') },
  {
    title: `RFC 7515 section 2: the ${name} lacks its last character`,
    token: () => changePart(part, (text) => text.slice(0, -1))
  },
  {
    title: `RFC 7515 section 2: the ${name} has one character more`,
    token: () => changePart(part, (text) => `${text}A`)
  },
  {
    title: `RFC 7515 section 2: the ${name} has four characters more`,
    token: () => changePart(part, (text) => `${text}AAAA`)
  },
  ...['~', '+', '/', '.'].map((sign) => ({
    title: `${verifies('J-6', 'CVE-2022-25898: a sign that is no base64url is ignored nowhere, in the')} ${name}: ${sign}`,
    token: () => changePart(part, (text) => `${text.slice(0, 8)}${sign}${text.slice(8)}`)
  })),
  ...[' ', '%20', '\t', '\u00a0'].map((sign) => ({
    title: `CVE-2022-25898: white space in the ${name}: ${JSON.stringify(sign)}`,
    token: () => changePart(part, (text) => `${text.slice(0, 8)}${sign}${text.slice(8)}`),
    answer: invalidRequest
  }))
])

const malleable: readonly Attack[] = [
  {
    title: verifies('J-1', 'RFC 4648 section 3.5: the signature in another spelling of the same bytes'),
    token: () => changePart(2, respell)
  },
  {
    title: 'RFC 7515 section 2: the alphabet of base64 in place of base64url',
    token: () =>
      tokenWithDashOrUnderscore().replace(/[^.]*$/u, (signature) =>
        signature.replaceAll('-', '+').replaceAll('_', '/')
      )
  },
  {
    title: 'RFC 7515 section 3.1: the token twice',
    token: () => `${accessToken()}.${accessToken()}`
  },
  {
    title: verifies('J-1', 'RFC 7515 section 5.2: header and payload of one token, signature of another'),
    token: () =>
      [...accessToken().split('.').slice(0, 2), accessToken({ jti: 'id-2' }).split('.')[2]].join('.')
  },
  {
    title: 'RFC 7515 section 2: a token in lower case',
    token: () => accessToken().toLowerCase()
  },
  {
    title: 'RFC 7519 section 7.2: the header as payload',
    token: () => tokenOf({ payload: validHeader() })
  },
  {
    title: 'RFC 7519 section 7.2: header and payload swapped',
    token: () => tokenOf({ header: validClaims(), payload: validHeader() })
  }
]

describeAttacks([...ofEachPart, ...malleable])
