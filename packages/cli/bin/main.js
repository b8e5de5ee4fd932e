#!/usr/bin/env node
// Not a file of `dist`: npm links only files that are there, and a checkout is built after `npm ci`.
await import('../dist/main.js')
