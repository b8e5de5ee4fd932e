const { type } = require('./package.json')

// NestJS 12 consists of ES modules. NestJS 11 is CommonJS: there, leave out "type" in package.json.
const isModule = type === 'module'

module.exports = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: isModule ? ['.ts'] : [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '\\.ts$': ['@swc/jest', { module: { type: isModule ? 'es6' : 'commonjs' } }] }
}
