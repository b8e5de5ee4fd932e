import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { requireCommands } from '../machine/debian-packages.mjs'
import { freePort } from '../machine/free-port.mjs'
import { createRunFolder } from '../machine/run-folder.mjs'
import { startServer } from '../machine/server-process.mjs'

/** @import {Certificates} from '../machine/certificates.mjs' */
/** @typedef {{ origin: string; close(): Promise<void> }} Nginx */

const READY_WITHIN_SECONDS = 20

/** Installs nginx if it is missing. */
export const prepareNginx = () => requireCommands({ nginx: 'nginx-light' })

/**
 * Starts nginx in front of an API. It ends TLS, asks clients for certificates of the authority, and forwards
 * them as the documentation of Portcullis says. It removes the prefix `/shop`.
 *
 * @param {Certificates} certificates Whose server certificate it has, and whose client certificates it takes.
 * @param {number} apiPort Where the API listens.
 * @returns {Promise<Nginx>} The running proxy.
 */
export async function startNginx(certificates, apiPort) {
  const folder = await createRunFolder('nginx')
  const { ca, server } = certificates
  const files = { 'ca.pem': ca, 'server.pem': server.cert, 'server-key.pem': server.key }
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder.path, name), text, { mode: 0o600 })
  const [port, readyPort] = [await freePort(), await freePort()]
  const configuration = join(folder.path, 'nginx.conf')
  await writeFile(configuration, configurationOf({ folder: folder.path, port, readyPort, apiPort }))
  const running = await startServer({
    command: ['nginx', '-p', folder.path, '-e', join(folder.path, 'error.log'), '-c', configuration],
    folder: folder.path,
    logFile: join(folder.path, 'log'),
    readyUrl: `http://127.0.0.1:${readyPort}/`,
    readyWithinSeconds: READY_WITHIN_SECONDS
  })
  return {
    origin: `https://127.0.0.1:${port}`,
    async close() {
      await running.stop()
      await folder.remove()
    }
  }
}

/** @param {{ folder: string; port: number; readyPort: number; apiPort: number }} settings What it names. */
function configurationOf({ folder, port, readyPort, apiPort }) {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/${name};`
  )
  return `daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
events {}
http {
  access_log off;
${temporary.join('\n')}
  server {
    listen 127.0.0.1:${readyPort};
    return 200;
  }
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${folder}/server.pem;
    ssl_certificate_key ${folder}/server-key.pem;
    ssl_client_certificate ${folder}/ca.pem;
    ssl_verify_client optional;
    location /shop/ {
      proxy_pass http://127.0.0.1:${apiPort}/;
      proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;
    }
  }
}
`
}
