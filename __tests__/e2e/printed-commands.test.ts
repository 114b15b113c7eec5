import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pngOf } from '../fakes/dataset.js';
import { startFakeOpenAi, type FakeOpenAi } from '../fakes/openai/server.js';
import { runCli, type CliResult } from '../support/cli.js';
import { KEY } from '../support/kept-answers.js';
import { printedCommands, type PrintedCommand } from '../support/printed-commands.js';
import { smokeWorld } from '../support/world.js';

const PAGES = [
  'README.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

const PRINTED = PAGES.flatMap((page) => printedCommands(readFileSync(page, 'utf8')));

/** Commands that are not run here, and why. */
const NOT_RUN: Readonly<Record<string, string>> = {
  demo: 'cli.test.ts launches it',
  'check-judge --dataset msts': 'downloads MSTS',
  'check-judge --dataset msts --judge-endpoint URL --judge-model NAME': 'downloads MSTS',
  'check-judge --dataset siuo': 'downloads SIUO',
};

/** What a page leaves to its reader, and what a reader with the simulated models gives. */
interface Run {
  /** What a sentence of the page says besides. */
  readonly more?: readonly string[];
  /** Copies made after it, as a reader who goes on keeps a report. */
  readonly copies?: readonly (readonly [from: string, to: string])[];
  /** Whether the command is given that it prints to keep its level as a baseline. */
  readonly isKept?: true;
  readonly says: RegExp;
}

const ANSWERS = ['--show-answers', 'true', '--judge-check', '0'];
const JUDGE = ['--judge-endpoint', 'http://127.0.0.1:8001/v1'];
const SMOKE = ['--dataset', 'smoke'];

/** Commands in the order in which a reader gives them, so that each finds what the others leave. */
const RUNS: Readonly<Record<string, Run>> = {
  '--help': { says: /^ {2}measure \[options\] {2,}Show how safe/m },
  datasets: { says: /^smoke +180 /m },
  plan: { more: SMOKE, says: /Profile full: all items.*\n[^]*Plan, SHA-256: [0-9a-f]{64}\n/ },
  'plan --dataset smoke --profile nightly --repeats 9': {
    says: /A first baseline .* 3,340 requests/,
  },
  'plan --dataset own.yml': { says: /asks its first stage only, 8 answers, 16 requests/ },
  'measure --endpoint http://127.0.0.1:8000/v1 --model my-model --judge-model my-judge --dataset smoke':
    {
      more: [...JUDGE, ...ANSWERS],
      copies: [
        ['siuo-report', 'REPORT-A'],
        ['siuo-report', 'siuo-report-a'],
        ['siuo-report/record.json', 'record.json'],
      ],
      says: /% of answers safe \(95 % interval/,
    },
  'measure --endpoint http://127.0.0.1:8000/v1 --model my-model --judge-endpoint http://127.0.0.1:8001/v1 --judge-model my-judge --dataset smoke':
    {
      more: ANSWERS,
      isKept: true,
      says: /% of answers safe \(95 % interval/,
    },
  'measure --from siuo-report --judge-model another-judge --dataset smoke': {
    more: [...JUDGE, ...ANSWERS],
    copies: [
      ['siuo-report', 'siuo-report-b'],
      ['siuo-report', 'REPORT-B'],
    ],
    says: /% of answers safe \(95 % interval/,
  },
  'compare REPORT-A REPORT-B': { says: /no difference of 7 points or more between A and B/ },
  'compare --dataset smoke --judge-model my-judge --a-model my-model --b-endpoint http://127.0.0.1:8000/v1 --b-model another-model':
    {
      more: [...JUDGE, '--judge-check', '0', '--domains', 'self-harm'],
      says: /between A and B|one cannot tell/,
    },
  'compare siuo-report-a siuo-report-b': { says: /no difference of 7 points or more/ },
  'report --records record.json': {
    more: [...SMOKE, '--report-dir', 'again'],
    says: /No drop of 15 points or more/,
  },
  'label --records siuo-report --dataset siuo --baseline file:.siuo-gate/baseline.json --out label.html':
    { says: /label\.html\n$/ },
};

/** Rows that a domain of a mixed set has to have of a kind. */
const LEAST_ROWS = 4;

/** A manifest and its rows, as docs/datasets.md prints some of them. */
async function writeManifest(folder: string): Promise<void> {
  const page = readFileSync('docs/datasets.md', 'utf8');
  const [, manifest = ''] = /```yaml\n(id: .*?)```/s.exec(page) ?? [];
  const [, rows = ''] = /```json\n(\{.*?)```/s.exec(page) ?? [];
  await writeFile(join(folder, 'own.yml'), manifest);
  await writeFile(join(folder, 'rows.jsonl'), rows.repeat(LEAST_ROWS));
  await mkdir(join(folder, 'pictures'));
  await writeFile(join(folder, 'pictures/wall.png'), pngOf());
}

let cwd: string;
let models: FakeOpenAi;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'printed-'));
  models = await startFakeOpenAi({ world: await smokeWorld() });
  await writeManifest(cwd);
});

afterAll(async () => {
  await models.close();
  await rm(cwd, { recursive: true, force: true });
});

/** A word of a command, with the simulated models in the place of the reader's. */
function withModels(word: string): string {
  const own: Readonly<Record<string, string>> = {
    'my-model': 'base',
    'my-judge': 'judge',
    'another-judge': 'judge',
    'another-model': 'sim:safe=0.9;seed=8',
    siuo: 'smoke',
  };
  return /^http:\/\/127\.0\.0\.1:800\d\/v1$/.test(word) ? models.baseUrl : (own[word] ?? word);
}

/** Runs a command of a page. */
function run({ args, env }: Pick<PrintedCommand, 'args' | 'env'>): Promise<CliResult> {
  const keys = Object.keys(env).map((name) => [name, name.includes('ANSWERS') ? KEY : 'k']);
  return runCli(args.map(withModels), { cwd, env: Object.fromEntries(keys) as typeof env });
}

/** A command that is named, and not given. */
const isNamed = ({ args, line }: PrintedCommand): boolean =>
  args.length === 1 && RUNS[line] === undefined;

test('every command of the pages is run, or has a reason', () => {
  const whole = PRINTED.filter((command) => !isNamed(command)).map(({ line }) => line);
  const known = [...Object.keys(RUNS), ...Object.keys(NOT_RUN).filter((line) => line !== 'demo')];
  expect([...new Set(whole)].sort()).toEqual(known.sort());
});

test.each([...new Set(PRINTED.filter(isNamed).map(({ line }) => line))])(
  '%s exists',
  async (name) => {
    const { exitCode, stdout } = await run({ args: [name, '--help'], env: {} });
    expect({ exitCode, start: stdout.split(' ', 3) }).toEqual({
      exitCode: 0,
      start: ['Usage:', 'siuo-gate', name],
    });
  },
);

describe('a reader who gives the commands of the pages', () => {
  test.each(Object.keys(RUNS))('%s', async (line) => {
    const { more = [], copies = [], isKept, says } = RUNS[line]!;
    const printed = PRINTED.filter((command) => command.line === line);
    const env = Object.assign(
      {},
      ...printed.map((command) => command.env),
    ) as PrintedCommand['env'];
    const { exitCode, stdout, stderr } = await run({ args: [...line.split(' '), ...more], env });
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr + stdout }).toEqual({
      exitCode: 0,
      stderr: '',
    });
    expect(stdout.replaceAll(/ *\n(?! )/g, '\n')).toMatch(says);
    for (const { output } of printed) if (output !== undefined) expect(stdout).toBe(output);
    for (const [from, to] of copies) await cp(join(cwd, from), join(cwd, to), { recursive: true });
    if (isKept) await keepAsBaseline(stdout);
  });

  /** Gives the command that a measurement prints, which stores its level. */
  async function keepAsBaseline(stdout: string): Promise<void> {
    const [, keep = ''] =
      /^Keep it as a baseline: npx siuo-gate (.*) --reason /m.exec(stdout) ?? [];
    const args = [...keep.split(' '), '--reason', 'first level', '--report-dir', 'kept'];
    const { exitCode } = await run({ args, env: { SIUO_GATE_ANSWERS_KEY: '…' } });
    expect(exitCode).toBe(0);
    const stored = await readFile(join(cwd, '.siuo-gate/baseline.json'), 'utf8');
    expect(JSON.parse(stored)).toMatchObject({ reason: 'first level' });
  }
});
