import { stderr } from 'node:process'

// With `explain: true` each refusal is a line on the terminal. In a test run thousands of them would hide what a
// failing test says.

const QUIET = Symbol.for('portcullis.test.quiet')

if (!Object.hasOwn(stderr, QUIET)) {
  const write: unknown = Reflect.get(stderr, 'write')
  Object.assign(stderr, {
    [QUIET]: true,
    write(...written: readonly unknown[]): unknown {
      const [text] = written
      const isRefusal = typeof text === 'string' && text.startsWith('portcullis refused ')
      return isRefusal || (typeof write === 'function' && Reflect.apply(write, stderr, written))
    }
  })
}
