import { verifies } from '../requirements.ts'
import { accessToken, audience, issuer } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const issuers: readonly unknown[] = [
  undefined,
  null,
  '',
  1,
  true,
  {},
  [],
  [issuer],
  [issuer, 'https://evil.example'],
  { iss: issuer },
  `${issuer}/`,
  `${issuer}/.`,
  ` ${issuer}`,
  `${issuer} `,
  `${issuer}\u0000`,
  `${issuer}#`,
  `${issuer}?`,
  `${issuer}:443`,
  issuer.toUpperCase(),
  issuer.replace('as', 'AS'),
  issuer.replace('https', 'http'),
  issuer.replace('https://', 'https:///'),
  issuer.replace('https://', ''),
  issuer.slice(0, -1),
  `${issuer}.evil.example`,
  `https://evil.example/${issuer}`,
  `https://as.example.test@evil.example`,
  issuer.replace('a', '\u0430'),
  issuer.replace('example', 'ex\u00e4mple'),
  'https://evil.example'
]

const audiences: readonly unknown[] = [
  undefined,
  null,
  '',
  0,
  1,
  true,
  {},
  { 0: audience, length: 1 },
  { aud: audience },
  [],
  [''],
  [null],
  [[audience]],
  [{ aud: audience }],
  `${audience}/`,
  `${audience}/messages`,
  `${audience}.evil.example`,
  audience.slice(0, -1),
  audience.toUpperCase(),
  audience.replace('https', 'http'),
  ` ${audience}`,
  `${audience} `,
  `${audience} https://other.example.test`,
  `${audience},https://other.example.test`,
  `${audience}\u0000`,
  '*',
  'https://*.example.test',
  ['https://other.example.test'],
  [`${audience}/`, 'other']
]

const wrong: readonly Attack[] = [
  ...issuers.map((iss) => ({
    title: `${verifies('J-20', 'T-5', 'RFC 8725 section 3.8: iss is')} ${JSON.stringify(iss)}`,
    token: () => accessToken({ iss })
  })),
  ...audiences.map((aud) => ({
    title: `${verifies('J-21', 'T-6', 'RFC 8725 section 3.9: aud is')} ${JSON.stringify(aud)}`,
    token: () => accessToken({ aud })
  }))
]

const right: readonly Attack[] = [
  {
    title: verifies('J-21', 'one of several aud is ours'),
    token: () => accessToken({ aud: ['https://other.example.test', audience] }),
    answer: 'served'
  },
  {
    title: verifies('J-21', 'aud is an array of one'),
    token: () => accessToken({ aud: [audience] }),
    answer: 'served'
  },
  {
    title: verifies('J-22', 'unknown claims'),
    token: () => accessToken({ x: { y: [1] } }),
    answer: 'served'
  }
]

describeAttacks([...wrong, ...right])

describeAttacks(
  [
    {
      title: verifies('T-12', 'RFC 9068 section 5: several aud where one is demanded'),
      token: () => accessToken({ aud: [audience, 'https://other.example.test'] })
    },
    {
      title: 'one aud in an array where one is demanded',
      token: () => accessToken({ aud: [audience] }),
      answer: 'served'
    }
  ],
  { options: { rejectMultipleAudiences: true } }
)
