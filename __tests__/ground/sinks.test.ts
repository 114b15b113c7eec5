import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPendingStore } from '../../src/baseline/certain-save.io.js';
import { createActionsLog } from '../../src/actions-log.io.js';
import { guardProcess } from '../../src/process.io.js';
import { redactedLog, redactedStream, createTerminalLog } from '../../src/terminal-log.io.js';
import { createWorkspaceFiles } from '../../src/files.io.js';
import { redactorOf, type Redactor } from '../../src/redact/redactor.js';
import type { Log } from '../../src/log.js';
import type { Reporter } from '../../src/report/reporter.js';
import { CODINGS, KEY } from '../redact/codings.js';
import { fakeClock, fakeLog } from '../fakes/ports.js';
import { fakeBaselineStore } from '../fakes/ports/baseline-store.js';
import { linesOf } from './captured.js';
import { memory, once, recordSaying, reportSaying, resultsSaying } from './sinks-world.js';
import { createFileJournal } from '../../src/record/journal.io.js';
import { baselineOf, resultsOf, scoredSample } from '../fixtures/record-factory.js';
import { outputsReporter, setOutputs } from '../../src/report/outputs.io.js';
import {
  annotationsReporter,
  commentReporter,
  statusReporter,
  summaryReporter,
} from '../../src/report/job-reporters.io.js';
import { filesReporter, pageReporter } from '../../src/report/report-files.io.js';
import { terminalReporter } from '../../src/report/terminal-reporter.io.js';

/** A place that people or programs read; it writes what a server said, and gives what is there then. */
interface Sink {
  readonly name: string;
  readonly write: (said: string, redact: Redactor) => Promise<string>;
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siuo-gate-sinks-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Publishes a report that says something. */
const publish = (reporter: Reporter, said: string): Promise<void> =>
  reporter.publish(reportSaying(said), recordSaying(said), resultsSaying(said));

/** The text of a file that some work writes, whatever was there. */
async function written(path: string, work: () => Promise<unknown>): Promise<string> {
  await writeFile(path, '');
  await work();
  return readFile(path, 'utf8');
}

/** What the outputs of a step hold that some work sets. */
async function outputs(work: () => unknown): Promise<string> {
  const path = join(folder, 'output');
  process.env.GITHUB_OUTPUT = path;
  try {
    return await written(path, async () => work());
  } finally {
    delete process.env.GITHUB_OUTPUT;
  }
}

const logSinks = (
  name: string,
  shown: (work: (log: Log) => Promise<unknown>, redact: Redactor) => Promise<string>,
): readonly Sink[] =>
  (['info', 'warning', 'debug', 'progress', 'group'] as const).map((method) => ({
    name: `${name}: ${method}`,
    write: (said, redact) =>
      shown(async (log) => {
        if (method === 'group') await log.group(said, () => Promise.resolve());
        else log[method](`It is ${said}`);
      }, redact),
  }));

let folders = 0;
/** Writes the report files into a folder of their own, and gives its name. */
const filesSaying = once(async (said, redact) => {
  folders += 1;
  const directory = `report-${folders}`;
  const place = { files: createWorkspaceFiles(folder), directory };
  await publish(filesReporter(place, true, redact), said);
  return directory;
});

/** The page with an answer in each coding, between two words that tell which it is. */
const pageSaying = once(async (message, redact) => {
  const results = CODINGS.map(({ of }, index) =>
    scoredSample({ itemId: 1001, repeat: index + 1 }, 1, `begin-${index} ${of(KEY)} end-${index}`),
  );
  const place = { files: createWorkspaceFiles(folder), directory: 'report' };
  const reporter = pageReporter(place, true, redact);
  await reporter.publish(reportSaying(message), recordSaying(message), resultsOf(results));
  return readFile(join(folder, 'report', 'report.html'), 'utf8');
});

const fileSinks: readonly Sink[] = [
  'record.json',
  'summary.json',
  'report.md',
  'junit.xml',
  'answers.jsonl',
  'signoff.json',
  'signoff.md',
].map((file) => ({
  name: file,
  write: async (said, redact) => {
    const directory = await filesSaying(said, redact);
    return readFile(join(folder, directory, file), 'utf8');
  },
}));

const SINKS: readonly Sink[] = [
  ...logSinks('log of a step', async (work, redact) => {
    const lines = await linesOf(() => work(redactedLog(createActionsLog(fakeClock()), redact)));
    return decodeURIComponent(lines.join('\n').replaceAll(/%(?!0A|0D|25)/g, '%25'));
  }),
  ...logSinks('log of the command line', async (work, redact) => {
    const stream = memory();
    const log = createTerminalLog({
      stream,
      environment: { RUNNER_DEBUG: '1' },
      clock: fakeClock(),
    });
    await work(redactedLog(log, redact));
    return stream.text();
  }),
  {
    name: 'standard output of the command line',
    write: async (said, redact) => {
      const stream = memory();
      await publish(terminalReporter(redactedStream(stream, redact), { color: false }), said);
      return stream.text();
    },
  },
  {
    name: 'annotations',
    write: async (said, redact) => {
      const lines = await linesOf(() => publish(annotationsReporter(redact), said));
      return decodeURIComponent(lines.join('\n').replaceAll(/%(?!0A|0D|25|3A|2C)/g, '%25'));
    },
  },
  {
    name: 'outputs of a report',
    write: (said, redact) => outputs(() => publish(outputsReporter('/report', redact), said)),
  },
  {
    name: 'outputs of a run that could not begin',
    write: (said, redact) => outputs(() => setOutputs({ 'comment-url': said }, redact)),
  },
  {
    name: 'step summary',
    write: (said, redact) => {
      const path = join(folder, 'summary.md');
      return written(path, () => publish(summaryReporter(path, fakeLog(), redact), said));
    },
  },
  {
    name: 'comment',
    write: async (said, redact) => {
      const bodies: string[] = [];
      const reporter = commentReporter(
        'always',
        ({ render }) => {
          bodies.push(render([]));
          return Promise.resolve({ posted: false, problem: '' });
        },
        fakeLog(),
        redact,
      );
      await publish(reporter, said);
      return bodies.join('');
    },
  },
  {
    name: 'commit status',
    write: async (said, redact) => {
      const set: unknown[] = [];
      const reporter = statusReporter(
        said,
        (status) => Promise.resolve(void set.push(status)),
        redact,
      );
      await publish(reporter, said);
      return JSON.stringify(set);
    },
  },
  ...fileSinks,
  {
    name: 'report.html',
    write: async (said, redact) => {
      const page = await pageSaying(KEY, redact);
      const index = CODINGS.findIndex(({ of }) => of(KEY) === said);
      return page.slice(page.indexOf(`begin-${index} `), page.indexOf(` end-${index}`));
    },
  },
  {
    name: 'journal',
    write: async (said, redact) => {
      const path = join(folder, 'journal.jsonl');
      const journal = createFileJournal({ pathOf: () => path, log: fakeLog(), redact });
      await journal.open('f', false);
      const sample = { itemId: 1001, repeat: 1 };
      const answer = { kind: 'answered', text: `It is ${said}`, truncated: false } as const;
      await journal.append({ type: 'answer', ...sample, answer });
      const judgement = { label: 'safe', rationale: said } as const;
      await journal.append({ type: 'judgement', ...sample, metric: 'safe', judgement });
      return readFile(path, 'utf8');
    },
  },
  {
    name: 'journal of an earlier run',
    write: async (said, redact) => {
      const path = join(folder, 'earlier.jsonl');
      const answer = { kind: 'answered', text: `It is ${said}`, truncated: false };
      await writeFile(path, JSON.stringify({ type: 'answer', itemId: 1, repeat: 1, answer }));
      const journal = createFileJournal({ pathOf: () => path, log: fakeLog(), redact });
      return JSON.stringify(await journal.open('f', true));
    },
  },
  {
    name: 'baseline',
    write: async (said, redact) => {
      const store = fakeBaselineStore(undefined);
      const path = join(folder, 'pending', 'baseline.json');
      await createPendingStore(store, path, redact).save(baselineOf([recordSaying(said)]));
      return JSON.stringify(store.saved);
    },
  },
  {
    name: 'baseline that is left for the post step',
    write: async (said, redact) => {
      const store = fakeBaselineStore(undefined, () =>
        Promise.resolve({ saved: false, problem: 'away' }),
      );
      const path = join(folder, 'pending', 'baseline.json');
      await createPendingStore(store, path, redact).save(baselineOf([recordSaying(said)]));
      return readFile(path, 'utf8');
    },
  },
  {
    name: 'warnings of Node',
    write: (said, redact) => {
      const stderr = memory();
      const on = (event: string, listener: (thrown: Error) => void): void => {
        if (event === 'warning') listener(new Error(said));
      };
      const guarded = {
        on,
        listenerCount: () => 1,
        removeAllListeners: () => 0,
        exit: () => 0,
        stderr,
      };
      guardProcess(guarded, redact, () => 1);
      return Promise.resolve(stderr.text());
    },
  },
];

const SAFE = redactorOf([KEY]);
const OPEN = redactorOf([]);

/** A text with nothing but its letters and digits. */
const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** Whether a text still shows the key for whoever decodes it, or what was said word for word. */
const shows = (text: string, said: string): boolean =>
  SAFE.text(text) !== text || text.includes(said) || bare(text).includes(bare(KEY));

describe.each(SINKS)('$name', ({ write }) => {
  test.each(CODINGS)('shows no key: $name', async ({ of }) => {
    const said = of(KEY);
    expect(shows(await write(said, SAFE), said)).toBe(false);
    // The same sink would show it: the line above is not empty talk.
    expect(shows(await write(said, OPEN), said)).toBe(true);
  });
});
