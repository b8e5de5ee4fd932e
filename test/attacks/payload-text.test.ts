import { verifies } from '../requirements.ts'
import { audience, issuer, tokenOf, validClaims, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

/** The JSON text of valid claims with some text in front of its members, or behind them. */
function claimsText(first: string, last = ''): string {
  return `{${first}${JSON.stringify(validClaims()).slice(1, -1)}${last}}`
}

const notObjects = [
  '',
  ' ',
  'null',
  'true',
  '1',
  '"text"',
  '[]',
  '[{}]',
  'undefined',
  '{',
  '}',
  "{'iss':1}",
  '{}{}',
  '{"a":1,}',
  '{/**/}'
]

const shapes: readonly Attack[] = [
  ...notObjects.map((payload) => ({
    title: `${verifies('J-1', 'RFC 7519 section 7.2: the payload is')} ${JSON.stringify(payload)}`,
    token: () => tokenOf({ payload })
  })),
  ...notObjects.map((header) => ({
    title: `${verifies('J-1', 'RFC 7515 section 5.2: the header is')} ${JSON.stringify(header)}`,
    token: () => tokenOf({ header })
  })),
  {
    title: 'RFC 7519 section 7.2: an array of the claims',
    token: () => tokenOf({ payload: JSON.stringify([validClaims()]) })
  },
  {
    title: 'RFC 7519 section 7.2: the claims as a JSON string',
    token: () => tokenOf({ payload: JSON.stringify(JSON.stringify(validClaims())) })
  }
]

const bytes: readonly Attack[] = [
  {
    title: verifies('J-16', 'RFC 8725 section 3.7: a payload in Latin-1'),
    token: () => tokenOf({ payload: Buffer.from(claimsText('"name":"\u00e9",'), 'latin1') })
  },
  {
    title: verifies('J-16', 'RFC 8725 section 3.7: a payload in UTF-16'),
    token: () => tokenOf({ payload: Buffer.from(claimsText(''), 'utf16le') })
  },
  {
    title: verifies('J-16', 'RFC 8725 section 3.7: an overlong encoding'),
    token: () =>
      tokenOf({
        payload: Buffer.concat([
          Buffer.from('{"a":"'),
          Buffer.from('c0af', 'hex'),
          Buffer.from(claimsText('').replace('{', '",'))
        ])
      })
  },
  {
    title: 'RFC 8725 section 3.7: a lone surrogate as bytes',
    token: () =>
      tokenOf({
        payload: Buffer.concat([
          Buffer.from('{"a":"'),
          Buffer.from('eda080', 'hex'),
          Buffer.from(claimsText('').replace('{', '",'))
        ])
      })
  },
  {
    title: 'RFC 8725 section 3.7: a header in Latin-1',
    token: () => tokenOf({ header: Buffer.from(JSON.stringify(validHeader({ x: '\u00e9' })), 'latin1') })
  },
  {
    title: 'RFC 8259 section 8.1: a byte order mark before the payload',
    token: () => tokenOf({ payload: `\uFEFF${claimsText('')}` })
  },
  {
    title: 'RFC 8259 section 8.1: a byte order mark before the header',
    token: () => tokenOf({ header: `\uFEFF${JSON.stringify(validHeader())}` })
  },
  { title: 'a NUL after the payload', token: () => tokenOf({ payload: `${claimsText('')}\u0000` }) },
  {
    title: 'RFC 8259 section 8.2: an escaped lone surrogate in a claim that nobody reads',
    token: () => tokenOf({ payload: claimsText('"x":"\\ud800",') }),
    answer: 'served'
  },
  {
    title: 'RFC 8259 section 2: white space around the claims',
    token: () => tokenOf({ payload: ` \r\n\t${claimsText('')} ` }),
    answer: 'served'
  }
]

const nesting: readonly Attack[] = [
  {
    title: 'CWE-674: four thousand arrays in each other are a claim that nobody reads',
    token: () => tokenOf({ payload: claimsText(`"x":${'['.repeat(4000)}${']'.repeat(4000)},`) }),
    answer: 'served'
  },
  {
    title: 'CWE-674: five thousand arrays in each other, never closed',
    token: () => tokenOf({ payload: '['.repeat(5000) })
  },
  {
    title: 'CWE-674: six hundred objects in each other as header',
    token: () => tokenOf({ header: '{"a":'.repeat(600) })
  }
]

const duplicates: readonly Attack[] = [
  {
    title: verifies('J-8', 'RFC 7519 section 4: of two aud the last counts, and it is wrong'),
    token: () => tokenOf({ payload: claimsText('', ',"aud":"other"') })
  },
  {
    title: verifies('J-8', 'RFC 7519 section 4: of two iss the last counts, and it is wrong'),
    token: () => tokenOf({ payload: claimsText('', ',"iss":"https://evil.example"') })
  },
  {
    title: verifies('J-8', 'RFC 7519 section 4: of two exp the last counts, and it is wrong'),
    token: () => tokenOf({ payload: claimsText('', ',"\\u0065xp":"never"') })
  },
  {
    title: verifies('J-8', 'RFC 7519 section 4: of two aud the last counts, and it is right'),
    token: () => tokenOf({ payload: claimsText(`"aud":"other","iss":"${issuer}/",`) }),
    answer: 'served'
  },
  {
    title: verifies('J-8', 'RFC 7515 section 4: of two alg the last counts'),
    token: () => tokenOf({ header: JSON.stringify(validHeader()).replace(/\}$/u, ',"alg":"none"}') })
  }
]

const prototypes: readonly Attack[] = [
  {
    title: 'CWE-1321: claims in __proto__ count for nothing',
    token: () => tokenOf({ payload: `{"__proto__":${JSON.stringify(validClaims())}}` })
  },
  {
    title: 'CWE-1321: an audience in __proto__ counts for nothing',
    token: () =>
      tokenOf({
        payload: JSON.stringify(validClaims({ aud: undefined })).replace(
          '{',
          `{"__proto__":{"aud":"${audience}"},`
        )
      })
  },
  {
    title: 'CWE-1321: a header in __proto__ counts for nothing',
    token: () => tokenOf({ header: `{"__proto__":${JSON.stringify(validHeader())}}` })
  },
  {
    title: verifies('J-22', 'unknown claims with names of Object.prototype are ignored'),
    token: () =>
      tokenOf({
        payload: claimsText(
          '"constructor":1,"toString":"x","hasOwnProperty":null,"__proto__":{"x":1},"unknown":{},'
        )
      }),
    answer: 'served'
  }
]

describeAttacks([...shapes, ...bytes, ...nesting, ...duplicates, ...prototypes])
