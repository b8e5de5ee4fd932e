const BYTE_ORDER_MARKS = [
  { mark: [0xff, 0xfe], encoding: 'utf-16le' },
  { mark: [0xfe, 0xff], encoding: 'utf-16be' }
] as const

/** Decodes the text of a file or a pipe: UTF-16 if it has that byte order mark (PowerShell), else UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  const found = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  return new TextDecoder(found?.encoding).decode(bytes)
}
