import { cwd, stdout } from 'node:process';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { conflict } from '../config/config-errors.js';
import { IDLE, refuseFlags, refuseIdleFlags } from '../config/command-inputs.js';
import {
  checkInputs,
  historyInputs,
  isJudgeOpen,
  type InputTexts,
  withStandIns,
} from '../config/parse-inputs.js';
import { applyPolicy, exitCodeOf } from '../decide/verdict.js';
import { createWorkspaceFiles } from '../files.io.js';
import { cancelOnSignals, ERROR_EXIT } from '../process.io.js';
import { renderCompareTerminal } from '../report/compare-text.js';
import { judgeCard } from '../report/judge-card.js';
import { renderCheck } from '../report/terminal-check.js';
import { PLAIN_WIDTH, terminalReporter } from '../report/terminal-reporter.io.js';
import type { TerminalStream } from '../terminal-log.io.js';
import { CLI_DEFAULTS, givenFlags, labelInputs, readCliInputs } from './cli-inputs.io.js';
import type { World } from './github-parts.io.js';
import { labelChoiceText } from './label-choice.js';
import { measuredLines } from './measured-lines.js';
import { clearReport, readRun } from './read-run.io.js';
import { runCheckJudge, runGate, runHistory, runLabel, runPlan } from './run-gate.io.js';

/** Where a command takes place, and where its results go. */
export interface Terminal extends Pick<World, 'environment' | 'log' | 'redact' | 'smokeFolder'> {
  /** Standard output. */
  readonly output: TerminalStream;
  readonly hasColor: boolean;
  /** Says in one line what went wrong, and gives the exit code. */
  readonly fail: (thrown: unknown) => number;
}

/** `siuo-gate gate`, `sweep` and `report`: a run from flags. */
export async function modeCommand(command: Command, terminal: Terminal): Promise<number> {
  const { environment, output, hasColor } = terminal;
  const { from } = command.opts<{ from?: string }>();
  const given = {
    ...readCliInputs(command, environment),
    ...(from === undefined ? {} : { records: from }),
  };
  await clearReport({ ...CLI_DEFAULTS, ...given }, environment, from);
  const run = await readRun({ given, defaults: CLI_DEFAULTS }, terminal);
  refuseIdleFlags(givenFlags(command), run.config, run.context);
  const report = await runGate({
    ...run,
    // Files for programs first, then the reader, who need not wait for the page.
    reporters: ({ files, page }) => [files, terminalReporter(output, { color: hasColor }), page],
    signal: cancelOnSignals(ERROR_EXIT),
  });
  if (report.verdict.verdict === 'measured') {
    const lines = measuredLines(
      report,
      { ...given, directory: run.config.report.directory },
      cwd(),
    );
    output.write(`\n${lines.join('\n')}\n`);
  }
  return exitCodeOf(report.verdict);
}

/** `siuo-gate plan`: what such a run would ask, and what it could find. */
export async function planCommand(command: Command, terminal: Terminal): Promise<number> {
  const { environment, output } = terminal;
  const given = readCliInputs(command, environment);
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt: withStandIns }, terminal);
  const lines = await runPlan({ ...run, isJudgeOpen: isJudgeOpen(run.texts) });
  output.write(`${lines.join('\n')}\n`);
  return 0;
}

/** `siuo-gate check-judge`: what a judge says of known answers, and whether a run would go on. */
export async function checkCommand(command: Command, terminal: Terminal): Promise<number> {
  const { environment, output, log, fail } = terminal;
  const { card } = command.opts<{ card?: string }>();
  const given = readCliInputs(command, environment);
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt: checkInputs }, terminal);
  refuseIdleFlags(givenFlags(command), run.config, run.context);
  const {
    dataset,
    problem,
    judge: asked,
    ...found
  } = await runCheckJudge({
    ...run,
    signal: cancelOnSignals(ERROR_EXIT),
  });
  const judge = `${run.config.judge?.endpoint.model} at ${run.config.judge?.endpoint.baseUrl}`;
  const lines = renderCheck({
    ...found,
    isUsable: problem === undefined,
    judge,
    dataset: `${dataset.id} at ${dataset.revision}`,
    attribution: dataset.attribution,
  });
  output.write(`${lines.join('\n')}\n`);
  if (card !== undefined) {
    const written = judgeCard({ judge: asked, dataset, check: found.check, problem });
    const path = await createWorkspaceFiles(cwd()).write(card, written);
    log.info(`Judge card: ${path}`);
  }
  return problem === undefined ? 0 : fail(problem);
}

/** `siuo-gate compare`: two records, or models that are asked now, alongside each other. */
export async function compareCommand(
  paths: readonly string[],
  command: Command,
  terminal: Terminal,
): Promise<number> {
  const { output, redact } = terminal;
  const { out } = command.opts<{ out: string }>();
  // Only this command needs them.
  const { compareSides } = await import('./compare-command.io.js');
  const { writeComparison } = await import('./compare.io.js');
  const from = cwd();
  const view = await compareSides(paths, command, terminal);
  const width = (stdout as { columns?: number }).columns ?? PLAIN_WIDTH;
  output.write(`${renderCompareTerminal(view, width)}\n`);
  const page = await writeComparison(view, { from, folder: out, redact });
  output.write(`\nReport: ${page}\n        ${pathToFileURL(page).href}\n`);
  if (view.gate === null) return 0;
  const failInconclusive = command.opts<{ onInconclusive?: string }>().onInconclusive === 'fail';
  return exitCodeOf(
    applyPolicy(view.gate, { failInconclusive, failMissingBaseline: failInconclusive }),
  );
}

/** `siuo-gate history`: a stored baseline over time. */
export async function historyCommand(command: Command, terminal: Terminal): Promise<number> {
  const { environment, output } = terminal;
  const given = readCliInputs(command, environment);
  const { out } = command.opts<{ out?: string }>();
  const adapt = (texts: InputTexts): InputTexts => historyInputs(texts, out);
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt }, terminal);
  output.write(`${await runHistory(run)}\n`);
  return 0;
}

/** The options of `siuo-gate label` that are no inputs. */
interface LabelOptions {
  readonly out: string;
  readonly sample: string;
}

/** `siuo-gate label`: a page on which people label answers of a run. */
export async function labelCommand(command: Command, terminal: Terminal): Promise<number> {
  const { environment, output, log } = terminal;
  const given = readCliInputs(command, environment);
  const { out, sample } = command.opts<LabelOptions>();
  if (!/^\d{1,6}$/.test(sample))
    throw conflict(`Option sample is ${JSON.stringify(sample)}.`, 'Give a number of answers.');
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt: labelInputs }, terminal);
  if (run.texts['answers-key'].trim() === '') refuseFlags(givenFlags(command), IDLE.withoutKey);
  const { page, choice } = await runLabel({
    ...{ ...run, sample: Number(sample) },
    signal: cancelOnSignals(ERROR_EXIT),
  });
  const path = await createWorkspaceFiles(cwd()).write(out, page);
  log.info(labelChoiceText(choice));
  log.warning(`${path} holds answers and pictures: put it into no public artifact or repository.`);
  output.write(`${path}\n`);
  return 0;
}
