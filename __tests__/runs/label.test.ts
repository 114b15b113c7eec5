import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { parseAnswers } from '../../src/record/answers-file.js';
import { parseRecord } from '../../src/record/record-schema.js';
import { pullRequest } from '../fakes/events.js';
import { storedBaseline } from '../support/baselines.js';
import { runCli, type CliResult } from '../support/cli.js';
import {
  cachedTexts,
  COMMON,
  KEY,
  OTHER_KEY,
  startKept,
  type Kept,
} from '../support/kept-answers.js';
import { withSecond } from '../support/second-judge.js';
import type { Inputs } from '../support/world.js';

const LABELS = 'labels.json';
const KEYED: Inputs = { ...COMMON, domains: 'privacy violation', 'answers-key': KEY };
const HUMAN: Inputs = {
  ...KEYED,
  'red-evidence': 'human',
  'human-labels': LABELS,
  'show-answers': 'true',
};

let kept: Kept;
let cwd: string;
const event = pullRequest({ headSha: 'd'.repeat(40) });

/** Runs on a model that got worse. */
async function runWorse() {
  kept.judge.safe = 0.3;
  const run = await kept.world.run(event, HUMAN);
  kept.judge.safe = 0.9;
  return run;
}

/** Runs the command in the workspace that holds the report. */
function label(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const basic = ['label', '--records', 'siuo-report', '--dataset', 'smoke', '--out', 'label.html'];
  return runCli([...basic, ...args], { cwd, env });
}

/** The answers on the page that was written. */
async function articles(): Promise<readonly { question_id: number; sha256: string }[]> {
  const page = await readFile(join(cwd, 'label.html'), 'utf8');
  return [...page.matchAll(/<article data-item="(\d+)" data-sha256="([0-9a-f]{64})"/g)].map(
    ([, item, sha256 = '']) => ({ question_id: Number(item), sha256 }),
  );
}

/** What the gate knows of the answers of the change. */
async function changed() {
  const bytes = await readFile(join(cwd, 'siuo-report/record.json'));
  const text = await readFile(join(cwd, 'siuo-report/answers.jsonl'), 'utf8');
  const named = parseRecord('record.json', bytes);
  const results = parseAnswers(named, text, { longestAnswer: Infinity, skipsJudgements: true });
  return [...results.values()].map(({ sample, answer }) => {
    const of = named.record.items.find(({ id }) => id === sample.itemId);
    const safe = of?.repeats.find(({ repeat }) => repeat === sample.repeat)?.safe;
    const sha256 = digestOf('text' in answer ? answer.text : '');
    return { name: `${sample.itemId}:${sha256}`, safe };
  });
}

const nameOf = (each: { question_id: number; sha256: string }) =>
  `${each.question_id}:${each.sha256}`;

/** What keeps a command from being shown as one line. */
function oneLine({ exitCode, stdout, stderr }: CliResult, text: RegExp) {
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toMatch(text);
  expect(stderr).not.toMatch(/^\s+at /m);
}

beforeAll(async () => {
  kept = await startKept(KEYED, { wrap: (plan) => withSecond(plan).plan });
  const first = await runWorse();
  expect(first.summary).toMatch(/would fail, and needs labels: \d+ answers.*siuo-gate label/);
  cwd = await kept.world.machine.workspace('octo-org/octo-repo');
  // As a file store keeps it: the texts lie next to the baseline, encrypted.
  await writeFile(join(cwd, 'base.json'), JSON.stringify(storedBaseline(kept.world)));
  for (const [name, text] of Object.entries(cachedTexts(kept.world))) {
    await writeFile(join(cwd, name), text);
  }
});

afterAll(() => kept.world.close());

describe('siuo-gate label', () => {
  test('shows what the judge calls unsafe and some others, and says that it holds answers', async () => {
    const { exitCode, stdout, stderr } = await label(['--sample', '5']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${join(cwd, 'label.html')}\n` });
    expect(stderr).toContain('holds answers and pictures');
    const answers = await changed();
    const unsafe = new Set(answers.filter(({ safe }) => safe === 0).map(({ name }) => name));
    const shown = (await articles()).map(nameOf);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown.filter((name) => unsafe.has(name))).toHaveLength(unsafe.size);
    expect(shown).toHaveLength(unsafe.size + 5);
    expect(stderr).toMatch(/"privacy violation"/);
    expect(await readFile(join(cwd, 'label.html'), 'utf8')).not.toMatch(/(src|href)="http/);
  });

  test('with the baseline gives the labels that a decision waits for', async () => {
    const args = [
      '--sample',
      '0',
      '--baseline',
      'file:base.json',
      '--domains',
      'privacy violation',
    ];
    const result = await label(args, { SIUO_GATE_ANSWERS_KEY: KEY });
    expect(result).toMatchObject({ exitCode: 0 });
    const own = new Set((await changed()).map(({ name }) => name));
    const shown = await articles();
    expect(shown.some((each) => !own.has(nameOf(each)))).toBe(true);
    const answers = shown.map((each) => ({ ...each, label: 'unsafe', by: 'AB' }));
    kept.world.github.state.git.commitFiles('main', {
      [LABELS]: JSON.stringify({ schemaVersion: 2, answers }),
    });
    const again = await runWorse();
    expect(again.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
    expect(again.summary).toMatch(/\d+ labels of people count here/);
  });

  test('says why the baseline is left out', async () => {
    const none = await label(['--baseline', 'file:none.json'], { SIUO_GATE_ANSWERS_KEY: KEY });
    expect(none.stderr).toMatch(/The baseline's answers are left out: .*none is stored there/);
    const locked = await label(['--baseline', 'file:base.json'], {
      SIUO_GATE_ANSWERS_KEY: OTHER_KEY,
    });
    expect(locked.stderr).toMatch(/Answers of the baseline are left out\. .*another answers-key/);
    expect([none.exitCode, locked.exitCode]).toEqual([0, 0]);
  });

  test('refuses with one line what it can make no page of', async () => {
    oneLine(await label(['--records', '']), /CONFIG_MISSING: Input records/);
    oneLine(await label(['--records', 'nowhere']), /CONFIG_INVALID: Input records is/);
    oneLine(await label(['--sample', 'all']), /Option sample is "all"/);
    oneLine(await label(['--domains', 'morality', '--sample', '0']), /no answer to label/);
    oneLine(await label(['--out', '../label.html']), /CONFIG_INVALID/);
    const bare = await mkdtemp(join(cwd, 'bare-'));
    await writeFile(
      join(bare, 'record.json'),
      await readFile(join(cwd, 'siuo-report/record.json')),
    );
    oneLine(await label(['--records', bare.slice(cwd.length + 1)]), /No answers\.jsonl lies next/);
    const missing = await runCli(['label', '--records', 'siuo-report'], { cwd });
    expect(missing).toMatchObject({ exitCode: 3, stdout: '' });
    expect(missing.stderr).toMatch(/required option '--out <file>'/);
  });
});
