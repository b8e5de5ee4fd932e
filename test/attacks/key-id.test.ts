import { verifies } from '../requirements.ts'
import { keys, tokenOf, validHeader } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const hostile: Record<string, unknown> = {
  'a path': '../../etc/passwd',
  'a file': '/dev/null',
  'an SQL statement': "x' UNION SELECT 'secret'--",
  'a shell command': '$(id)',
  'a quote and a line break': '"\r\nx: y',
  'an empty string': '',
  'a space': ' ',
  'the right one with a space': `${keys.ec.kid} `,
  'the right one in capitals': keys.ec.kid.toUpperCase(),
  'the right one with NUL': `${keys.ec.kid}\u0000`,
  'the start of the right one': keys.ec.kid.slice(0, -1),
  'Unicode that looks right': keys.ec.kid.replace('c', '\u0441'),
  __proto__: '__proto__',
  constructor: 'constructor',
  '300 characters': 'k'.repeat(300),
  '3000 characters': 'k'.repeat(3000),
  'a number': 1,
  zero: 0,
  'a fraction': 1.5,
  true: true,
  'an array of the right one': [keys.ec.kid],
  'an empty array': [],
  'an object': { kid: keys.ec.kid },
  'an object with toString': { toString: keys.ec.kid }
}

const attacks: readonly Attack[] = Object.entries(hostile).map(([name, kid]) => ({
  title: `${verifies('J-10', 'RFC 8725 section 3.10: kid is')} ${name}`,
  token: () => tokenOf({ header: validHeader({ kid }) })
}))

describeAttacks(attacks)
