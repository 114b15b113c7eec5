#!/usr/bin/env node
import { Command } from 'commander';
import { redactedLog, redactedStream, createTerminalLog, wantsColor } from './terminal-log.io.js';
import { programOf, smokeFolderOf } from './folders.io.js';
import { disarmed, logLines } from './log.js';
import { systemClock } from './clock.io.js';
import { conflict } from './config/config-errors.js';
import { errorLine } from './errors.js';
import { redactorOf } from './redact/redactor.js';
import { TOOL_VERSION } from './tool-version.js';
import { renderCheck } from './report/terminal-check.js';
import { clearReport, readRun } from './run/read-run.io.js';
import { runCheckJudge, runGate, runHistory, runLabel, runPlan } from './run/run-gate.io.js';
import {
  CLI_DEFAULTS,
  commandSecrets,
  labelInputs,
  readCliInputs,
  withInputFlags,
  givenFlags,
} from './run/cli-inputs.io.js';
import { argv, cwd, env, exit, stderr, stdout } from 'node:process';
import { createWorkspaceFiles } from './files.io.js';
import { labelChoiceText } from './run/label-choice.js';
import { judgeCard } from './report/judge-card.js';
import { cancelOnSignals, guardProcess } from './process.io.js';
import {
  checkInputs,
  historyInputs,
  isJudgeOpen,
  withStandIns,
  parseInputs,
  type InputTexts,
} from './config/parse-inputs.js';
import { applyPolicy, exitCodeOf } from './decide/verdict.js';
import { renderCompareTerminal } from './report/compare-text.js';
import { PLAIN_WIDTH, terminalReporter } from './report/terminal-reporter.io.js';
import { refuseIdleFlags } from './config/command-inputs.js';
import { measuredLines } from './run/measured-lines.js';
import { pathToFileURL } from 'node:url';
import type { DemoFlags } from './demo/run-demo.io.js';

/** The commands that run something, by the mode they stand for. */
const MODE_COMMANDS = {
  gate: 'Sweep, compare with the baseline, decide and report.',
  measure: 'Show how safe the answers of a model are; compare with nothing.',
  sweep: 'Sweep, judge where there is a judge, and stop at the record.',
  report: 'Take records of sweeps: judge what is not judged, compare, decide and report.',
} as const;

const EXIT_CODES = '\nExit codes: 0 not failed, 1 fail, 2 inconclusive that fails, 3 error.';

/** Where things are kept on a machine of one's own. */
const FOLDERS =
  '\nBaselines are kept in .siuo-gate/baseline.json of the working folder (--baseline), reports in siuo-report.\nPictures, and the answers of runs that were interrupted, are kept in $XDG_CACHE_HOME/siuo-gate, or else\n~/.cache/siuo-gate.\n';

/** The exit code of a run that could not begin. */
const ERROR_EXIT = 3;

const redact = redactorOf(commandSecrets(argv.slice(2), env));
const output = redactedStream(stdout, redact);
const errors = redactedStream(stderr, redact);
const log = redactedLog(
  createTerminalLog({ stream: errors, environment: env, clock: systemClock }),
  redact,
);
const smokeFolder = smokeFolderOf(argv[1]);
const place = { environment: env, log, redact, smokeFolder };
const hasColor = wantsColor(stdout, env);

/** `siuo-gate gate`, `sweep` and `report`: a run from flags. */
async function modeCommand(command: Command): Promise<number> {
  const { from } = command.opts<{ from?: string }>();
  const given = {
    ...readCliInputs(command, env),
    ...(from === undefined ? {} : { records: from }),
  };
  await clearReport({ ...CLI_DEFAULTS, ...given }, env, from);
  const run = await readRun({ given, defaults: CLI_DEFAULTS }, place);
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
async function planCommand(command: Command): Promise<number> {
  const given = readCliInputs(command, env);
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt: withStandIns }, place);
  const lines = await runPlan({ ...run, isJudgeOpen: isJudgeOpen(run.texts) });
  output.write(`${lines.join('\n')}\n`);
  return 0;
}

/** `siuo-gate check-judge`: what a judge says of known answers, and whether a run would go on. */
async function checkCommand(command: Command, card: string | undefined): Promise<number> {
  const given = readCliInputs(command, env);
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt: checkInputs }, place);
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

/** What `siuo-gate compare` is told besides inputs. */
interface CompareFlags {
  readonly oneSided?: boolean;
  readonly out: string;
}

/** `siuo-gate compare`: two records alongside each other. */
async function compareCommand(a: string, b: string, command: Command): Promise<number> {
  const values = parseInputs({ ...CLI_DEFAULTS, ...readCliInputs(command, env) });
  const { oneSided = false, out } = command.opts<CompareFlags>();
  // Only this command needs it.
  const { compareStored, writeComparison } = await import('./run/compare.io.js');
  const from = cwd();
  const terms = {
    isTwoSided: !oneSided,
    alpha: values.alpha,
    maxDrop: values['max-drop'],
    maxDropOverall: values['max-drop-overall'],
    domains: values.domains,
  };
  const view = await compareStored({ a, b, terms, from });
  const width = (stdout as { columns?: number }).columns ?? PLAIN_WIDTH;
  output.write(`${renderCompareTerminal(view, width)}\n`);
  const page = await writeComparison(view, { from, folder: out, redact });
  output.write(`\nReport: ${page}\n        ${pathToFileURL(page).href}\n`);
  if (view.gate === null) return 0;
  const failInconclusive = values['on-inconclusive'] === 'fail';
  return exitCodeOf(
    applyPolicy(view.gate, { failInconclusive, failMissingBaseline: failInconclusive }),
  );
}

/** `siuo-gate history`: a stored baseline over time. */
async function historyCommand(command: Command): Promise<number> {
  const given = readCliInputs(command, env);
  const { out } = command.opts<{ out?: string }>();
  const adapt = (texts: InputTexts): InputTexts => historyInputs(texts, out);
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt }, place);
  output.write(`${await runHistory(run)}\n`);
  return 0;
}

/** The options of `siuo-gate label` that are no inputs. */
interface LabelOptions {
  readonly out: string;
  readonly sample: string;
}

/** `siuo-gate label`: a page on which people label answers of a run. */
async function labelCommand(command: Command): Promise<number> {
  const given = readCliInputs(command, env);
  const { out, sample } = command.opts<LabelOptions>();
  if (!/^\d{1,6}$/.test(sample))
    throw conflict(`Option sample is ${JSON.stringify(sample)}.`, 'Give a number of answers.');
  const run = await readRun({ given, defaults: CLI_DEFAULTS, adapt: labelInputs }, place);
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

/** `siuo-gate demo`: the whole show, or only its server. */
async function demoCommand(flags: DemoFlags): Promise<number> {
  const signal = cancelOnSignals();
  // Only this command needs it.
  const { playDemo } = await import('./demo/run-demo.io.js');
  const program = programOf(argv[1], cwd());
  return playDemo(flags, { ...place, output, hasColor, signal, program });
}

/** Ends with one line that says what, which value and what to do. */
function fail(thrown: unknown): number {
  errors.write(`error: ${disarmed(logLines(errorLine(thrown)).join(' '))}\n`);
  return ERROR_EXIT;
}

guardProcess(process, redact, fail);

const program = new Command('siuo-gate')
  .description('Stops a change from making a vision-language model less safe.')
  .version(TOOL_VERSION)
  .configureOutput({
    writeOut: (text) => output.write(text),
    writeErr: (text) => errors.write(text),
  })
  .exitOverride();
for (const [mode, description] of Object.entries(MODE_COMMANDS)) {
  const command = withInputFlags(
    program.command(mode).description(description).addHelpText('after', `${FOLDERS}${EXIT_CODES}`),
  ).action(async (_flags: unknown, given: Command) => {
    process.exitCode = await modeCommand(given).catch(fail);
  });
  if (mode === 'measure') {
    command.option(
      '--from <path>',
      'a record, report folder or file of answers to judge again; the model is asked nothing',
    );
  }
}
withInputFlags(
  program
    .command('compare')
    .argument('<a>', 'record.json or report folder that B is compared with')
    .argument('<b>', 'record.json or report folder that is compared')
    .description('Compare two measurements: where B is safer than A, less safe, or not different.')
    .option('--one-sided', 'only ask whether B is less safe, and decide as a gate does')
    .option('--out <folder>', 'folder to write to, inside the working folder', 'siuo-compare')
    .addHelpText(
      'after',
      '\nExit codes: 0 compared; with --one-sided 1 less safe, 2 cannot tell and --on-inconclusive fail; 3 error.',
    ),
).action(async (a: string, b: string, _flags: unknown, command: Command) => {
  process.exitCode = await compareCommand(a, b, command).catch(fail);
});
withInputFlags(
  program
    .command('plan')
    .description('Say what a run would ask and could find, and stop. No endpoint is asked.'),
).action(async (_flags: unknown, command: Command) => {
  process.exitCode = await planCommand(command).catch(fail);
});
withInputFlags(
  program
    .command('check-judge')
    .description('Ask a judge for the labels of known answers. The model under test is not asked.')
    .addHelpText('after', '\nExit codes: 0 a run would accept this judge, 3 it would not.'),
)
  .option('--card <file>', 'also write what was found as JSON, to keep with the judge')
  .action(async ({ card }: { card?: string }, command: Command) => {
    process.exitCode = await checkCommand(command, card).catch(fail);
  });
withInputFlags(
  program
    .command('history')
    .description('Write the history of a stored baseline: index.html, history.json, badge.json.')
    .option(
      '--out <folder>',
      'folder to write to, inside the working folder (default: report-dir)',
    ),
).action(async (_flags: unknown, command: Command) => {
  process.exitCode = await historyCommand(command).catch(fail);
});
withInputFlags(
  program
    .command('label')
    .description(
      'Make a page on which people label answers of a run: those that the judge calls unsafe where a decision needs labels, or else all of them, and some others. No endpoint is asked.',
    )
    .requiredOption('--out <file>', 'HTML file to write, inside the working folder')
    .option('--sample <number>', 'other answers to draw', '20'),
).action(async (_flags: unknown, command: Command) => {
  process.exitCode = await labelCommand(command).catch(fail);
});
program
  .command('datasets')
  .description('List the data sets that have a name: items, domains, licence and download.')
  .action(async () => {
    const { listDatasets } = await import('./run/list-datasets.io.js');
    process.exitCode = await listDatasets(smokeFolder, output).catch(fail);
  });
program
  .command('demo')
  .description('Show what passes and what fails on a simulated model; needs nothing.')
  .option('--verbose', 'also print the log of each run')
  .option('--serve <port>', 'only serve the simulated models, on this port of 127.0.0.1')
  .action(async (flags: DemoFlags) => {
    process.exitCode = await demoCommand(flags).catch(fail);
  });

try {
  await program.parseAsync();
} catch (error) {
  exit(isHelp(error) ? 0 : ERROR_EXIT);
}

/** Whether commander stopped because it had printed its help or version. */
function isHelp(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && error.exitCode === 0;
}
