import { expiredToken } from '../adapter-contract/expected-answer.ts'
import { verifies } from '../requirements.ts'
import { accessToken, nowSeconds, tokenOf, validClaims } from '../tokens/authority.ts'
import { standingClock } from '../tokens/standing-clock.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const now = nowSeconds()
const clock = standingClock(now)
const valid = () => accessToken({ exp: now + 300, iat: now })

/** A token whose claim has exactly this JSON text as its value. */
function withText(claim: string, text: string): string {
  const payload = JSON.stringify(validClaims({ exp: now + 300, iat: now, [claim]: 'REPLACED' }))
  return tokenOf({ payload: payload.replace('"REPLACED"', text) })
}

const notNumbers = [
  'true',
  '""',
  '"soon"',
  `"${now + 100}"`,
  '[]',
  `[${now + 100}]`,
  '{}',
  '1e400',
  '-1e400',
  'NaN',
  'Infinity',
  '0x7fffffff',
  '1_000'
]

const types: readonly Attack[] = ['exp', 'nbf', 'iat'].flatMap((claim) =>
  // Null is treated as absent: mandatory for exp only.
  [...notNumbers, ...(claim === 'exp' ? ['null'] : [])].map((text) => ({
    title: `${verifies('J-19', 'RFC 7519 section 2: a time that is not a JSON number:')} ${claim} is ${text}`,
    token: () => withText(claim, text)
  }))
)

describeAttacks(types, { options: { clock }, valid })

const edges: readonly Attack[] = [
  {
    title: verifies('J-17', 'RFC 7519 section 4.1.4: the time is exp'),
    token: () => accessToken({ exp: now, iat: now }),
    answer: expiredToken
  },
  {
    title: verifies('J-17', 'T-8', 'RFC 7519 section 4.1.4: the time is a second before exp'),
    token: () => accessToken({ exp: now + 1, iat: now }),
    answer: 'served'
  },
  {
    title: verifies('J-19', 'RFC 7519 section 2: exp has a fraction'),
    token: () => withText('exp', `${now}.5`),
    answer: 'served'
  },
  { title: 'exp is zero', token: () => withText('exp', '0'), answer: expiredToken },
  { title: 'exp is minus zero', token: () => withText('exp', '-0'), answer: expiredToken },
  { title: 'exp is negative', token: () => withText('exp', '-1'), answer: expiredToken },
  { title: 'exp is as large as a number gets', token: () => withText('exp', '1.7e308') },
  {
    title: 'exp is as far away as seconds get',
    token: () => withText('exp', '99999999999'),
    answer: 'served'
  },
  {
    title: 'exp is written with an exponent',
    token: () => withText('exp', `${(now + 100) / 10}e1`),
    answer: 'served'
  },
  {
    title: verifies('J-18', 'RFC 7519 section 4.1.5: the time is a second before nbf'),
    token: () => accessToken({ exp: now + 300, iat: now, nbf: now + 1 })
  },
  {
    title: verifies('J-18', 'RFC 7519 section 4.1.5: the time is nbf'),
    token: () => accessToken({ exp: now + 300, iat: now, nbf: now }),
    answer: 'served'
  },
  {
    title: 'iat is in the future by what clocks differ',
    token: () => accessToken({ exp: now + 300, iat: now + 10 }),
    answer: 'served'
  },
  { title: 'iat is in the future by more', token: () => accessToken({ exp: now + 300, iat: now + 11 }) },
  { title: 'exp is before iat', token: () => accessToken({ exp: now - 100, iat: now }), answer: expiredToken }
]

describeAttacks(edges, { options: { clock, clockToleranceSeconds: 0 }, valid })

const tolerated: readonly Attack[] = [
  {
    title: verifies('J-17', 'exp and the tolerance are over'),
    token: () => accessToken({ exp: now - 60, iat: now - 300 }),
    answer: expiredToken
  },
  {
    title: verifies('J-17', 'T-8', 'exp is over and the tolerance is not'),
    token: () => accessToken({ exp: now - 59, iat: now - 300 }),
    answer: 'served'
  },
  {
    title: verifies('J-18', 'nbf is later than the tolerance'),
    token: () => accessToken({ exp: now + 300, nbf: now + 120, iat: now })
  },
  {
    title: verifies('J-18', 'nbf is within the tolerance'),
    token: () => accessToken({ exp: now + 300, nbf: now + 60, iat: now }),
    answer: 'served'
  },
  ...['exp', 'nbf', 'iat'].flatMap((claim) =>
    [now * 1000, 1e11].map((value) => ({
      title: `${verifies('J-19', 'a date that can only be milliseconds:')} ${claim} is ${value}`,
      token: () => accessToken({ exp: now + 300, iat: now, [claim]: value })
    }))
  ),
  {
    title: 'the token is older than what is allowed',
    token: () => accessToken({ exp: now + 300, iat: now - 661 })
  },
  {
    title: 'the token is as old as what is allowed',
    token: () => accessToken({ exp: now + 300, iat: now - 660 }),
    answer: 'served'
  },
  {
    title: 'a token that does not tell its age where the age is bounded',
    token: () => accessToken({ exp: now + 300, iat: undefined })
  }
]

describeAttacks(tolerated, {
  options: { clock, clockToleranceSeconds: 60, maxTokenAgeSeconds: 600 },
  valid
})
