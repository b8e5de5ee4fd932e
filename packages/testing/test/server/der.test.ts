import { describe, expect, it } from 'vitest'
import { derBitString, derElement, derInteger, derObjectId, derText, derTime } from '../../src/server/der.ts'

const hex = (bytes: Buffer): string => bytes.toString('hex')

describe('DER', () => {
  it('writes short lengths in one byte and long ones in as many as they need', () => {
    expect(hex(derElement(0x04, Buffer.alloc(0)))).toBe('0400')
    expect(hex(derElement(0x04, Buffer.alloc(127))).slice(0, 4)).toBe('047f')
    expect(hex(derElement(0x04, Buffer.alloc(128))).slice(0, 6)).toBe('048180')
    expect(hex(derElement(0x04, Buffer.alloc(255))).slice(0, 6)).toBe('0481ff')
    expect(hex(derElement(0x04, Buffer.alloc(256))).slice(0, 8)).toBe('04820100')
  })

  it('keeps an integer positive', () => {
    expect(hex(derInteger(Buffer.from([0x02])))).toBe('020102')
    expect(hex(derInteger(Buffer.from([0x80])))).toBe('02020080')
  })

  it('writes times in UTC to the second', () => {
    expect(derTime(new Date('2030-01-02T03:04:05.678Z')).subarray(2).toString()).toBe('20300102030405Z')
  })

  it('writes object identifiers, texts and bit strings', () => {
    expect(hex(derObjectId('550403'))).toBe('0603550403')
    expect(hex(derText('a'))).toBe('0c0161')
    expect(hex(derBitString(Buffer.from([0xff])))).toBe('030200ff')
  })
})
