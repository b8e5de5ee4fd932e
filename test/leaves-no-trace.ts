import { deepStrictEqual } from 'node:assert'
import { channel } from 'node:diagnostics_channel'
import { afterAll, vi } from 'vitest'

// The files of a suite without isolation run one after the other in one process. A file that leaves a subscriber,
// a fake clock or another fetch behind would make a later file fail, or pass for no reason. So it fails itself.

const EVENTS = ['portcullis']
const LISTENERS = ['warning', 'unhandledRejection', 'uncaughtException', 'SIGTERM', 'SIGINT']
const GLOBALS = ['fetch', 'Date', 'Promise', 'crypto', 'setTimeout', 'setInterval', 'setImmediate']

// Held for as long as the process runs: when Node.js collects a channel, it drops a newer one of the same name, too.
const HELD = Symbol.for('portcullis.test.channels')
Reflect.set(process, HELD, Reflect.get(process, HELD) ?? EVENTS.map((name) => channel(name)))

const variables = { ...process.env }
const before = readTraces()

/** Fails this file if it left something behind for the next one; the difference shows what. */
afterAll(() => {
  deepStrictEqual(readTraces(), before)
})

function readTraces() {
  return {
    fakeTimers: vi.isFakeTimers(),
    subscribed: EVENTS.filter((name) => channel(name).hasSubscribers),
    listeners: LISTENERS.map((name) => `${name}: ${process.listenerCount(name)}`),
    changedVariables: changedVariables(),
    folder: process.cwd(),
    globals: Object.fromEntries(GLOBALS.map((name) => [name, Reflect.get(globalThis, name)]))
  }
}

/** Names only: values of the environment do not belong in a log. */
function changedVariables(): string[] {
  const names = new Set([...Object.keys(variables), ...Object.keys(process.env)])
  return [...names].filter((name) => process.env[name] !== variables[name])
}
