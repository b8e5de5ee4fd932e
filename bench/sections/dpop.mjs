import { CONTENDERS, LIMIT, OURS } from '../dpop/contenders.mjs'
import { compare } from '../measure/compare.mjs'
import { figureOf } from '../measure/figure.mjs'
import { startSubject } from '../measure/subject.mjs'
import { createSigner } from '../tokens/signer.mjs'
import { rowsOf } from './section.mjs'

/** @typedef {import('./section.mjs').Section} Section */
/** @typedef {import('./section.mjs').Row} Row */
/** @typedef {import('./section.mjs').Surroundings} Surroundings */
/** @typedef {import('../dpop/clients.mjs').Authority} Authority */
/** @typedef {{ name: string; subject: import('../measure/subject.mjs').Subject }} Contender */

const PATH = '/dpop'

/**
 * DPoP proofs (RFC 9449): what a request with a bound token costs, and whether memory grows with proofs.
 *
 * @type {Section}
 */
export const dpop = {
  name: 'dpop',
  title: 'DPoP proofs',
  async run(surroundings) {
    const authority = publishAuthority(surroundings)
    const subjects = Object.keys(CONTENDERS).map((name) => ({
      name,
      subject: startSubject('dpop/subject.mjs', { flags: ['--expose-gc'] })
    }))
    try {
      for (const { name, subject } of subjects) await subject.ask('open', { name, authority })
      const rows = []
      for (const client of /** @type {const} */ (['known', 'new'])) {
        surroundings.say(`${client} client`)
        rows.push(...(await measure(client, subjects, surroundings)))
      }
      surroundings.say('memory')
      rows.push(...(await measureMemory(subjects, surroundings)))
      return rows
    } finally {
      await Promise.all(subjects.map(async ({ subject }) => subject.stop()))
    }
  }
}

/**
 * @param {Surroundings} surroundings
 * @returns {Authority}
 */
function publishAuthority({ world: { server, trust } }) {
  const kid = 'dpop-now'
  const signer = createSigner('ES256', kid)
  server.publish(PATH, [signer.jwk])
  const { audience } = trust('ES256')
  return { issuer: server.issuerAt(PATH), audience, kid, privatePem: signer.privatePem }
}

/**
 * @param {'known' | 'new'} client
 * @param {readonly Contender[]} subjects
 * @param {Surroundings} surroundings
 */
async function measure(client, subjects, { settings: { dpop: settings } }) {
  const { warmUpSeconds, settleCalls, calls, patience } = settings
  for (const { subject } of subjects) {
    const end = performance.now() + warmUpSeconds * 1000
    do {
      await subject.ask('verify', { client, calls, settleCalls })
    } while (performance.now() < end)
  }
  const contenders = subjects.map(({ name, subject }) => ({
    name,
    sample: () => subject.ask('verify', { client, calls, settleCalls })
  }))
  return rowsOf(await compare(contenders, { against: LIMIT, decisive: 'cpu', patience }), { client })
}

/**
 * @param {readonly Contender[]} subjects
 * @param {Surroundings} surroundings
 * @returns {Promise<Row[]>}
 */
async function measureMemory(subjects, { settings: { dpop: settings } }) {
  const ours = subjects.find(({ name }) => name === OURS)
  const { marks, perSecond } = settings.memory
  /** @type {number[]} */
  const heaps = (await ours?.subject.ask('remember', { marks, perSecond })) ?? []
  return marks.map((proofs, index) => ({
    labels: { who: OURS, proofs },
    figures: { heap: figureOf([heaps[index] ?? Number.NaN]) },
    ratios: { heap: figureOf([(heaps[index] ?? Number.NaN) / (heaps[0] ?? Number.NaN)]) }
  }))
}
