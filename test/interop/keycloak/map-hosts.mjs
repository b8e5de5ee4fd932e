// Preloaded into the APIs: finds the names of a container network on this machine, as Docker's own DNS does there.
import dns from 'node:dns'

const { HOST_NAME = '', HOST_ADDRESS = '' } = process.env
const { lookup } = dns

// @ts-expect-error -- its overloads differ in the number of arguments, which stays
dns.lookup = (name, ...others) => lookup(name === HOST_NAME ? HOST_ADDRESS : name, ...others)
