/** @type {import('prettier').Config} */
export default {
  semi: false,
  singleQuote: true,
  printWidth: 110,
  trailingComma: 'none',
  plugins: ['prettier-plugin-jsdoc'],
  jsdocCapitalizeDescription: false,
  jsdocCommentLineStrategy: 'keep',
  jsdocPreferCodeFences: true,
  tsdoc: true
}
