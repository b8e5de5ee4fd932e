#!/usr/bin/env node
// A browser without a window, for BROWSER: follows redirects to the address of the command line.
await fetch(process.argv[2] ?? '')
