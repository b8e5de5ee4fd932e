import { insufficientScope } from '../adapter-contract/expected-answer.ts'
import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { describeAttacks, type Attack } from './describe-attacks.ts'

const lookAlikes: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  1,
  true,
  {},
  { 'read:messages': true },
  [],
  [['read:messages']],
  [null],
  ['read:messages '],
  ['a read:message'],
  'read',
  'messages',
  'read:message',
  'read:messagess',
  'read:messages:all',
  'read:messages/all',
  'read:*',
  '*',
  'READ:MESSAGES',
  'Read:messages',
  'read: messages',
  'read:messages\u0000',
  '\u0000read:messages',
  'read:messages\t',
  'x\tread:messages',
  'x\nread:messages',
  'x,read:messages',
  'x+read:messages',
  'x%20read:messages',
  'x\u00a0read:messages',
  'x\u2003read:messages',
  'x\u3000read:messages',
  '\uFEFFread:messages',
  'read:messages\u200b',
  'r\u0435ad:messages',
  'read\uff1amessages',
  '"read:messages"',
  '!read:messages'
]

const refused: readonly Attack[] = lookAlikes.flatMap((value) =>
  (['scope', 'scp'] as const).map((claim) => ({
    title: `${verifies('B-17', 'RFC 6749 section 3.3: not the scope that the route needs:')} ${claim} is ${JSON.stringify(value)}`,
    token: () => accessToken({ scope: undefined, [claim]: value }),
    answer: insufficientScope('read:messages'),
    path: '/messages'
  }))
)

const accepted: readonly Attack[] = [
  'read:messages',
  ' read:messages ',
  'a  read:messages',
  'read:messages read:messages',
  'a read:messages b',
  ['read:messages'],
  ['a', 'read:messages']
].map((value) => ({
  title: `${verifies('B-17', 'RFC 6749 section 3.3: the scope that the route needs is in')} ${JSON.stringify(value)}`,
  token: () => accessToken({ scope: value }),
  answer: 'served' as const,
  path: '/messages'
}))

describeAttacks([...refused, ...accepted])
