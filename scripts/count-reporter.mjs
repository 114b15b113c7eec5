import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Processes of dist/ that all tests together may launch: each costs as much as a dozen runs inside of a test. */
const MOST_LAUNCHES = 40;

/**
 * A Jest reporter that ends with one plain line of counts, for tools that read nothing else, and fails
 * a run that launches dist/ too often.
 */
export default class CountReporter {
  #folder;
  #launches = 0;

  onRunStart() {
    this.#folder = mkdtempSync(join(tmpdir(), 'launches-'));
    // Workers, started later, inherit it.
    process.env.SIUO_GATE_LAUNCHES = join(this.#folder, 'launches');
    writeFileSync(process.env.SIUO_GATE_LAUNCHES, '');
  }

  onRunComplete(_contexts, results) {
    const launches = readFileSync(process.env.SIUO_GATE_LAUNCHES, 'utf8');
    rmSync(this.#folder, { recursive: true });
    this.#launches = launches.split('\n').length - 1;
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = results;
    process.stderr.write(`\nLaunches of dist/: ${this.#launches}, at most ${MOST_LAUNCHES}\n`);
    process.stdout.write(
      `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`,
    );
  }

  getLastError() {
    if (this.#launches <= MOST_LAUNCHES) return undefined;
    return new Error(
      `The tests launch dist/ ${this.#launches} times, at most ${MOST_LAUNCHES} are allowed: run the sources inside (see __tests__/support/run-inside.ts).`,
    );
  }
}
