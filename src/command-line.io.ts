import { Command } from 'commander';
import { argv, cwd, env, exit, stderr, stdout } from 'node:process';
import { systemClock } from './clock.io.js';
import type { DemoFlags } from './demo/run-demo.io.js';
import { errorLine } from './errors.js';
import { MODE_COMMANDS } from './config/command-inputs.js';
import { FOLDERS, programOf, smokeFolderOf } from './folders.io.js';
import { disarmed, logLines } from './log.js';
import { cancelOnSignals, ERROR_EXIT, guardProcess } from './process.io.js';
import { redactorOf } from './redact/redactor.js';
import { commandSecrets, withInputFlags, withSideFlags } from './run/cli-inputs.io.js';
import type { Terminal } from './run/commands.io.js';
import { createTerminalLog, redactedLog, redactedStream, wantsColor } from './terminal-log.io.js';
import { TOOL_VERSION } from './tool-version.js';

const EXIT_CODES = '\nExit codes: 0 not failed, 1 fail, 2 inconclusive that fails, 3 error.';

/** Loads what runs a command; help needs none of it. */
const commands = () => import('./run/commands.io.js');

/** `siuo-gate demo`: the whole show, or only its server. */
async function demoCommand(flags: DemoFlags, terminal: Terminal): Promise<number> {
  const { playDemo } = await import('./demo/run-demo.io.js');
  const program = programOf(argv[1], cwd());
  return playDemo(flags, { ...terminal, signal: cancelOnSignals(), program });
}

/** Runs the command that the process was started with, and sets its exit code. */
export async function runCommandLine(): Promise<void> {
  const redact = redactorOf(commandSecrets(argv.slice(2), env));
  const errors = redactedStream(stderr, redact);
  /** Ends with one line that says what, which value and what to do. */
  const fail = (thrown: unknown): number => {
    errors.write(`error: ${disarmed(logLines(errorLine(thrown)).join(' '))}\n`);
    return ERROR_EXIT;
  };
  guardProcess(process, redact, fail);
  const terminal: Terminal = {
    environment: env,
    log: redactedLog(
      createTerminalLog({ stream: errors, environment: env, clock: systemClock }),
      redact,
    ),
    redact,
    smokeFolder: smokeFolderOf(argv[1]),
    output: redactedStream(stdout, redact),
    hasColor: wantsColor(stdout, env),
    fail,
  };
  const program = new Command('siuo-gate')
    .description('Stops a change from making a vision-language model less safe.')
    .version(TOOL_VERSION)
    .addHelpText('after', FOLDERS)
    .configureOutput({
      writeOut: (text) => terminal.output.write(text),
      writeErr: (text) => errors.write(text),
    })
    .exitOverride();
  addModes(program, terminal);
  addMeasures(program, terminal);
  addKept(program, terminal);
  addShows(program, terminal);
  try {
    await program.parseAsync();
  } catch (error) {
    exit(isHelp(error) ? 0 : ERROR_EXIT);
  }
}

/** Does a command's work, and sets the exit code of the process. */
async function finish({ fail }: Terminal, work: () => Promise<number>): Promise<void> {
  process.exitCode = await work().catch(fail);
}

/** The commands that are a mode each. */
function addModes(program: Command, terminal: Terminal): void {
  for (const [mode, description] of Object.entries(MODE_COMMANDS)) {
    const command = withInputFlags(
      program
        .command(mode)
        .description(description)
        .addHelpText('after', `${FOLDERS}${EXIT_CODES}`),
    ).action((_flags: unknown, given: Command) =>
      finish(terminal, async () => (await commands()).modeCommand(given, terminal)),
    );
    if (mode === 'measure') {
      command.option(
        '--from <path>',
        'a record, report folder or file of answers to judge again; the model is asked nothing',
      );
    }
  }
}

/** The commands that compare, plan and check. */
function addMeasures(program: Command, terminal: Terminal): void {
  withInputFlags(
    withSideFlags(program.command('compare'))
      .argument(
        '[records...]',
        'record.json or report folder of A and of B; a side without one is asked',
      )
      .description(
        'Compare A and B, measured before or asked now: where B is safer than A, less safe, or not different.',
      )
      .option('--one-sided', 'only ask whether B is less safe, and decide as a gate does')
      .option('--out <folder>', 'folder to write to, inside the working folder', 'siuo-compare')
      .addHelpText(
        'after',
        '\nExit codes: 0 compared; with --one-sided 1 less safe, 2 cannot tell and --on-inconclusive fail; 3 error.',
      ),
  ).action((records: readonly string[], _flags: unknown, command: Command) =>
    finish(terminal, async () => (await commands()).compareCommand(records, command, terminal)),
  );
  withInputFlags(
    program
      .command('plan')
      .description('Say what a run would ask and could find, and stop. No endpoint is asked.')
      .addHelpText('after', FOLDERS),
  ).action((_flags: unknown, command: Command) =>
    finish(terminal, async () => (await commands()).planCommand(command, terminal)),
  );
  withInputFlags(
    program
      .command('check-judge')
      .description(
        'Ask a judge for the labels of known answers. The model under test is not asked.',
      )
      .addHelpText(
        'after',
        `${FOLDERS}\nExit codes: 0 a run would accept this judge, 3 it would not.`,
      ),
  )
    .option('--card <file>', 'also write what was found as JSON, to keep with the judge')
    .action((_flags: unknown, command: Command) =>
      finish(terminal, async () => (await commands()).checkCommand(command, terminal)),
    );
}

/** The commands that make pages of what is kept. */
function addKept(program: Command, terminal: Terminal): void {
  withInputFlags(
    program
      .command('history')
      .description('Write the history of a stored baseline: index.html, history.json, badge.json.')
      .option(
        '--out <folder>',
        'folder to write to, inside the working folder (default: report-dir)',
      ),
  ).action((_flags: unknown, command: Command) =>
    finish(terminal, async () => (await commands()).historyCommand(command, terminal)),
  );
  withInputFlags(
    program
      .command('label')
      .description(
        'Make a page on which people label answers of a run: those that the judge calls unsafe where a decision needs labels, or else all of them, and some others. No endpoint is asked.',
      )
      .requiredOption('--out <file>', 'HTML file to write, inside the working folder')
      .option('--sample <number>', 'other answers to draw', '20'),
  ).action((_flags: unknown, command: Command) =>
    finish(terminal, async () => (await commands()).labelCommand(command, terminal)),
  );
}

/** The commands that show what comes with the tool. */
function addShows(program: Command, terminal: Terminal): void {
  program
    .command('datasets')
    .description('List the data sets that have a name: items, domains, licence and download.')
    .action(() =>
      finish(terminal, async () => {
        const { listDatasets } = await import('./run/list-datasets.io.js');
        return listDatasets(terminal.smokeFolder, terminal.output);
      }),
    );
  program
    .command('demo')
    .description('Show what passes and what fails on a simulated model; needs nothing.')
    .option('--verbose', 'also print the log of each run')
    .option('--serve <port>', 'only serve the simulated models, on this port of 127.0.0.1')
    .action((flags: DemoFlags) => finish(terminal, () => demoCommand(flags, terminal)));
}

/** Whether commander stopped because it had printed its help or version. */
function isHelp(error: unknown): boolean {
  return error instanceof Error && 'exitCode' in error && error.exitCode === 0;
}
