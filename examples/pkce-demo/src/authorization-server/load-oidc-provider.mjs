/**
 * Loads oidc-provider and makes one, without what it prints meanwhile: advice on what a production server
 * must change (its storage, for one), which would bury the address of the page. Errors are thrown, not
 * printed, and pass.
 *
 * @param {string} issuer
 * @param {import('oidc-provider').Configuration} configuration
 */
export async function createProvider(issuer, configuration) {
  const { warn, info } = console
  console.warn = withoutAdvice(warn)
  console.info = withoutAdvice(info)
  try {
    const { Provider } = await import('oidc-provider')
    return new Provider(issuer, configuration)
  } finally {
    Object.assign(console, { warn, info })
  }
}

/**
 * @param {(...data: unknown[]) => void} print
 * @returns {(...data: unknown[]) => void}
 */
function withoutAdvice(print) {
  return (...data) => {
    if (!String(data[0]).includes('oidc-provider ')) print(...data)
  }
}
