// A reporter for Stryker that keeps the names of the files whose tests ran before anything was changed.
// Stryker passes over a file that cannot be loaded, and then counts each mutant that only this file notices as survived.
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin'

/** Files of the last run, absolute, in Stryker's copy of the repository. @type {Set<string>} */
export const filesOfTests = new Set()

class TestFilesReporter {
  /** @param {import('@stryker-mutator/api/report').DryRunCompletedEvent} event */
  onDryRunCompleted({ result }) {
    filesOfTests.clear()
    for (const { fileName = '' } of result.tests) filesOfTests.add(fileName)
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Reporter, 'test-files', TestFilesReporter)]
