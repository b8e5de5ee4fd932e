// Bundles a program for Node.js with webpack, as for production: node tools/webpack.cjs <program> <folder> <file>
const { resolve } = require('node:path')
const webpack = require('webpack')

const [program, path, filename] = process.argv.slice(2)
const settings = { mode: 'production', target: 'node20', entry: resolve(program), output: { path, filename } }
webpack(settings, (error, stats) => {
  if (error ?? stats.hasErrors()) throw error ?? new Error(stats.toString({ all: false, errors: true }))
})
