/** A promise that a test settles when it is time. */
export interface Gate<T> {
  readonly promise: Promise<T>
  open(value: T): void
  fail(error: Error): void
}

/** Makes a gate. */
export function createGate<T = void>(): Gate<T> {
  let open: (value: T) => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open: (value) => open(value), fail: (error) => fail(error) }
}
