import fc from 'fast-check'

/** A change of the JSON text of a header or payload, before it is signed; bytes, since it need not be UTF-8. */
export type JsonMutation = (json: string) => string | Uint8Array

function withMember(json: string, member: string, where: 'first' | 'last'): string {
  return where === 'first' ? `{${member},${json.slice(1)}` : `${json.slice(0, -1)},${member}}`
}

const members = [
  '"iss":"https://evil.example"',
  '"aud":"https://api.example.test"',
  '"aud":"other"',
  '"exp":1',
  '"exp":9999999999',
  '"exp":1e400',
  '"nbf":-1e400',
  '"exp":0x7fffffff',
  '"\\u0065xp":9999999999',
  '"alg":"none"',
  '"__proto__":{"iss":"https://as.example.test"}',
  '"toString":1',
  '"x":"\\ud800"',
  '"x":"\\u0000"',
  '"x":NaN',
  '"x":1,',
  '"sub":"bob"',
  '"scope":"admin"'
]

const doubled = fc.tuple(fc.constantFrom(...members), fc.constantFrom('first', 'last')).map(
  ([member, where]): JsonMutation =>
    (json) =>
      withMember(json, member, where)
)

const wrapped = fc.constantFrom<JsonMutation>(
  (json) => ` \n\t${json}\r\n `,
  (json) => `[${json}]`,
  (json) => JSON.stringify(json),
  (json) => `\uFEFF${json}`,
  (json) => `${json}{}`,
  (json) => `${json}\u0000`,
  (json) => json.replaceAll('"', "'"),
  (json) => `/* */${json}`,
  (json) => json.slice(0, -1),
  (json) => withMember(json, `"deep":${'['.repeat(3000)}${']'.repeat(3000)}`, 'last'),
  (json) => Buffer.from(json.replace('{', '{"x":"\u00e9",'), 'latin1'),
  (json) => Buffer.from(`\uFEFF${json}`, 'utf16le'),
  () => 'null',
  () => '1',
  () => '""',
  () => '{}',
  () => ''
)

const untouched = fc.constant<JsonMutation>((json) => json)

/** Mostly no change at all. */
export const jsonMutation: fc.Arbitrary<JsonMutation> = fc.oneof(
  { arbitrary: untouched, weight: 20 },
  { arbitrary: doubled, weight: 2 },
  { arbitrary: wrapped, weight: 1 }
)
