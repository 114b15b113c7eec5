import type { Command } from 'commander';
import { cwd } from 'node:process';
import type { CompareTerms } from '../baseline/compare-records.js';
import { conflict, missing } from '../config/config-errors.js';
import { IDLE, refuseFlags } from '../config/command-inputs.js';
import { type ErrorCode, GateError } from '../errors.js';
import { type GivenTexts, type InputTexts, parseInputs } from '../config/parse-inputs.js';
import type { CompareView } from '../report/compare-view.js';
import { cancelOnSignals, ERROR_EXIT } from '../process.io.js';
import {
  CLI_DEFAULTS,
  givenFlags,
  readCliInputs,
  SIDE_INPUTS,
  SIDES,
  sideTexts,
  type Letter,
} from './cli-inputs.io.js';
import { compareStored } from './compare.io.js';
import { type Place, readRun } from './read-run.io.js';
import { runCompare, runGate } from './run-gate.io.js';

/** What the command is told besides inputs. */
interface CompareOptions {
  readonly oneSided?: boolean;
  readonly out: string;
}

/**
 * Compares two sides, each a record or a model that is asked now.
 *
 * @param paths paths of records, A first; a side without one is asked
 * @param command the command, after it was parsed
 * @param terminal where the command takes place
 * @throws GateError CONFIG_… for sides that do not fit, or of whatever stops a run
 */
export async function compareSides(
  paths: readonly string[],
  command: Command,
  terminal: Place,
): Promise<CompareView> {
  const { oneSided = false, out } = command.opts<CompareOptions>();
  const given = readCliInputs(command, terminal.environment);
  if (!oneSided) refuseFlags(givenFlags(command), IDLE.twoSided);
  const values = parseInputs({ ...CLI_DEFAULTS, ...given });
  const terms = {
    isTwoSided: !oneSided,
    alpha: values.alpha,
    maxDrop: values['max-drop'],
    maxDropOverall: values['max-drop-overall'],
    domains: values.domains,
  };
  const models = { a: sideTexts(command, 'a'), b: sideTexts(command, 'b') };
  const asked = SIDES.filter((side) => Object.keys(models[side]).length > 0);
  const run = { models, given, terms, out };
  if (paths.length === 0) return askBoth(run, terminal);
  refuseSides(paths, asked);
  const [only] = asked;
  if (only !== undefined) await measureSide(only, run, terminal);
  else refuseFlags(givenFlags(command), IDLE.comparedStored);
  const measured = only === undefined ? [] : [`${out}/${only}`];
  const [a = '', b = ''] = only === 'a' ? [...measured, ...paths] : [...paths, ...measured];
  return compareStored({ a, b, terms, from: cwd() });
}

/** What a comparison is made from. */
interface CompareRun {
  readonly models: Readonly<Record<Letter, GivenTexts>>;
  readonly given: GivenTexts;
  readonly terms: CompareTerms;
  readonly out: string;
}

/** Refuses sides that are given twice, or not at all. */
function refuseSides(paths: readonly string[], asked: readonly Letter[]): void {
  if (paths.length + asked.length === 2) return;
  throw conflict(
    `compare is given ${paths.length === 1 ? 'one record' : `${paths.length} records`} and ${asked.length} models to ask.`,
    'Give two records, one record and the flags of one model (--a-model or --b-model, …), or the flags of two models.',
  );
}

/** Asks both models in turn, until the decisions are made. */
async function askBoth(
  { models: { a, b }, given, terms }: CompareRun,
  terminal: Place,
): Promise<CompareView> {
  if (Object.keys(a).length === 0) {
    throw missing(
      'a-model',
      `Say by --a-endpoint, --a-model, --a-system-prompt or --a-request-body how A differs from B, or give two records.`,
    );
  }
  const control = SIDE_INPUTS.flatMap(([name, input]) => {
    const text = a[name];
    return text === undefined ? [] : [[input, text] as const];
  });
  const texts = { ...given, ...b, ...Object.fromEntries(control), baseline: 'endpoint' };
  const run = await readRun({ given: { ...texts, mode: 'gate' }, defaults: DEFAULTS }, terminal);
  const { baseline } = run.config;
  const store = terms.isTwoSided
    ? ({ kind: 'endpoint', isTwoSided: true } as const)
    : ({ kind: 'endpoint' } as const);
  const config = { ...run.config, baseline: { ...baseline, store } };
  return runCompare({ ...run, config, signal: cancelOnSignals(ERROR_EXIT) });
}

/** Nothing is commented on, and nothing stored. */
const DEFAULTS: InputTexts = { ...CLI_DEFAULTS, comment: 'never', 'update-baseline': 'never' };

/** Measures the model of a side into a folder of its own, which holds its record then. */
async function measureSide(
  side: Letter,
  { models, given, out }: CompareRun,
  terminal: Place,
): Promise<void> {
  const texts = { ...given, ...models[side], mode: 'measure', 'report-dir': `${out}/${side}` };
  const run = await readRun({ given: texts, defaults: DEFAULTS }, terminal);
  const report = await runGate({
    ...run,
    reporters: ({ files, page }) => [files, page],
    signal: cancelOnSignals(ERROR_EXIT),
  });
  if (report.error === undefined) return;
  const { code, message, remedy } = report.error;
  throw new GateError(code as ErrorCode, message, { remedy });
}
