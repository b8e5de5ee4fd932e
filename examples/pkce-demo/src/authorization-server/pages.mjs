import { escapeHtml, html } from './html.mjs'

/**
 * @param {{ uid: string; clientName: string }} interaction
 * @returns {string}
 */
export function renderSignInPage({ uid, clientName }) {
  return renderPage(
    'Sign in',
    html`<h1>Sign in</h1>
      <p>to continue to <strong>${clientName}</strong></p>
      <form method="post" action="/interaction/${uid}/sign-in">
        <label for="name">Your name</label>
        <input
          id="name"
          name="name"
          value="ada"
          required
          maxlength="40"
          pattern="[A-Za-z0-9._\\-]+"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          autofocus
          aria-describedby="name-note"
        />
        <p id="name-note" class="note">Enter any name of letters and digits: this demo has no passwords.</p>
        <div class="actions">
          <button type="submit" class="primary">Sign in</button>
          <button type="submit" formaction="/interaction/${uid}/cancel" formnovalidate>Cancel</button>
        </div>
      </form>`
  )
}

/**
 * @param {{
 *   uid: string
 *   clientName: string
 *   accountId: string
 *   scopes: { name: string; meaning: string }[]
 *   resources: string[]
 * }} interaction
 * @returns {string}
 */
export function renderConsentPage({ uid, clientName, accountId, scopes, resources }) {
  return renderPage(
    'Allow access?',
    html`<h1>Allow access?</h1>
      <p><strong>${clientName}</strong> wants to act for you, <strong>${accountId}</strong>:</p>
      <ul class="scopes">
        ${scopes.map(({ name, meaning }) => html`<li>${meaning} <code>${name}</code></li>`)}
      </ul>
      <details>
        <summary>For which APIs</summary>
        <ul>
          ${resources.map((resource) => html`<li><code>${resource}</code></li>`)}
        </ul>
        <p class="note">Each access token is for one of them.</p>
      </details>
      <form method="post" action="/interaction/${uid}/allow">
        <div class="actions">
          <button type="submit" class="primary" autofocus>Allow</button>
          <button type="submit" formaction="/interaction/${uid}/cancel">Deny</button>
        </div>
      </form>`
  )
}

/**
 * @param {{ title: string; detail: string; backTo?: string }} error
 * @returns {string}
 */
export function renderErrorPage({ title, detail, backTo }) {
  const back = backTo === undefined ? '' : html`<p><a href="${backTo}">Back to the page</a></p>`
  return renderPage(
    title,
    html`<h1>${title}</h1>
      <p>${detail}</p>
      ${back}`
  )
}

/**
 * @param {string} title
 * @param {import('./html.mjs').Html} content
 */
function renderPage(title, content) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} - demo authorization server</title>
<link rel="stylesheet" href="/assets/base.css">
<link rel="stylesheet" href="/assets/authorization-server.css">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
</head>
<body>
<main>
<p class="server"><img src="/assets/icon.svg" alt="" width="28" height="28"> Demo authorization server</p>
${content.markup}
</main>
</body>
</html>
`
}
