const MIME_TYPES = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'application/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml'
}

/**
 * Glewlwyd's configuration file.
 *
 * @param {{ port: number; databaseFile: string }} settings Where it listens and keeps its data.
 * @returns {string} Its text.
 */
export function configurationText({ port, databaseFile }) {
  const types = Object.entries(MIME_TYPES).map(
    ([extension, type]) => `{ extension = "${extension}" mime_type = "${type}" }`
  )
  return `port = ${port}
bind_address = "127.0.0.1"
external_url = "http://127.0.0.1:${port}"
login_url = "login.html"
api_prefix = "api"
static_files_path = "/usr/share/glewlwyd/webapp/"
static_files_mime_types = ( ${types.join(', ')} )
allow_origin = "*"
log_mode = "console"
log_level = "WARNING"
cookie_secure = 0
cookie_same_site = "empty"
session_expiration = 3600
session_key = "GLEWLWYD2_SESSION_ID"
admin_session_authentication = "cookie"
profile_session_authentication = "cookie"
login_api_enabled = true
admin_scope = "g_admin"
profile_scope = "g_profile"
user_module_path = "/usr/lib/glewlwyd/user"
client_module_path = "/usr/lib/glewlwyd/client"
user_auth_scheme_module_path = "/usr/lib/glewlwyd/scheme"
plugin_module_path = "/usr/lib/glewlwyd/plugin"
use_secure_connection = false
secure_connection_key_file = "unused"
secure_connection_pem_file = "unused"
hash_algorithm = "SHA512"
database = { type = "sqlite3" path = "${databaseFile}" }
`
}
