import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { redactorOf } from '../../src/redact/redactor.js';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ListedCache } from '../../src/github/repository-reader.io.js';
import { journalLine, type JournalEntry } from '../../src/record/journal-entry.js';
import { cacheVersion, packArchive } from '../fakes/cache/archive.js';
import { scopesOfRun } from '../fakes/cache/run-scopes.js';
import { startCacheServer, type CacheServer } from '../fakes/cache/server.js';
import { pullRequest } from '../fakes/events.js';
import { fakeLog, type FakeLog } from '../fakes/ports.js';
import { contextOf } from '../fixtures/config-factory.js';
import { WORDS } from '../fixtures/record-factory.js';
import {
  createFileJournal,
  type JournalMark,
  saveMarked,
  type SharedJournal,
  shareJournal,
} from '../../src/record/journal.io.js';

const MEMBER = 'siuo-gate-answers.jsonl';
const REF = 'refs/pull/7/merge';
const answer = (itemId: number): JournalEntry => ({
  type: 'answer',
  itemId,
  repeat: 1,
  answer: WORDS,
});

let cache: CacheServer;
let temp: string;
let before: Readonly<Record<string, string | undefined>>;

beforeEach(async () => {
  cache = await startCacheServer();
  temp = await mkdtemp(join(tmpdir(), 'journal-'));
  before = { ...process.env };
  const token = cache.issueToken(scopesOfRun(pullRequest()));
  const service = { GITHUB_SERVER_URL: 'https://github.com', ...cache.environment(token) };
  Object.assign(process.env, { ...service, RUNNER_TEMP: temp });
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(async () => {
  jest.restoreAllMocks();
  for (const name of Object.keys(process.env)) {
    if (!(name in before)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, before);
  await cache.close();
  await rm(temp, { recursive: true, force: true });
});

const pathOf = (fingerprint: string): string => join(temp, 'journals', `${fingerprint}.jsonl`);

/** The entries of the cache as the API lists them, newest first. */
const listed = (): readonly ListedCache[] =>
  cache.entries
    .all()
    .map(({ key, ref, sizeInBytes }) => ({ key, ref, size: sizeInBytes }))
    .reverse();

/** What a run of one attempt is made of. */
function attempt(
  runAttempt = 1,
  secrets: readonly string[] = [],
): {
  readonly journal: SharedJournal;
  readonly log: FakeLog;
  readonly marks: (JournalMark | undefined)[];
  readonly options: Parameters<typeof saveMarked>[1];
} {
  const log = fakeLog();
  const marks: (JournalMark | undefined)[] = [];
  const context = { ...contextOf('pull_request'), runAttempt };
  const options = { pathOf, context, tempFolder: temp, log };
  const reader = {
    listCaches: ({ prefix, ref }: { readonly prefix: string; readonly ref: string }) =>
      Promise.resolve(
        listed().filter((entry) => entry.ref === ref && entry.key.startsWith(prefix)),
      ),
    readFile: () => Promise.reject(new Error('not asked for')),
  };
  const redact = redactorOf(secrets);
  const file = createFileJournal({ pathOf, log, redact });
  const marked = (mark: JournalMark | undefined): void => void marks.push(mark);
  const journal = shareJournal(file, { ...options, reader, redact, marked });
  return { journal, log, marks, options };
}

/** What the next attempt on another machine goes on from. */
async function nextEntries(): Promise<readonly JournalEntry[]> {
  await rm(join(temp, 'journals'), { recursive: true, force: true });
  return attempt(9).journal.open('f1', true);
}

/** A run that has written two answers, and ended before it could save them. */
async function killed(): Promise<ReturnType<typeof attempt> & { readonly mark: JournalMark }> {
  const run = attempt();
  await run.journal.open('f1', true);
  await run.journal.append(answer(1));
  await run.journal.append(answer(2));
  return { ...run, mark: run.marks.at(-1)! };
}

describe('a shared journal', () => {
  test('goes on from what an earlier attempt saved, and has it in its own file', async () => {
    const { journal, marks } = await killed();
    await journal.save();
    expect(marks.at(-1)).toBeUndefined();
    expect(await nextEntries()).toEqual([answer(1), answer(2)]);
    const again = attempt(2);
    expect(await again.journal.open('f1', true)).toEqual([answer(1), answer(2)]);
    await again.journal.append(answer(3));
    await again.journal.save();
    expect(await nextEntries()).toEqual([answer(1), answer(2), answer(3)]);
  });

  test('believes no file that lies on the machine, no matter who put it there', async () => {
    await mkdir(dirname(pathOf('f1')), { recursive: true });
    await writeFile(pathOf('f1'), [answer(1), answer(2)].map(journalLine).join(''));
    const { journal, log } = attempt();
    expect(await journal.open('f1', true)).toEqual([]);
    await journal.append(answer(3));
    await journal.save();
    expect(log.lines).toContain('info The answers were saved for later attempts.');
    expect(await nextEntries()).toEqual([answer(3)]);
  });

  test('is saved where a secret was taken out of an answer, and restored without a later one', async () => {
    const [key, later] = ['sk-0123456789abcdef', 'pw-9876543210fedcba'];
    const run = attempt(1, [key]);
    await run.journal.open('f1', true);
    await run.journal.append({
      type: 'answer',
      itemId: 1,
      repeat: 1,
      answer: { kind: 'answered', text: `${key} and ${later}`, truncated: false },
    });
    await run.journal.save();
    expect(run.log.lines).toContain('info The answers were saved for later attempts.');
    await rm(join(temp, 'journals'), { recursive: true, force: true });
    const again = attempt(2, [later]);
    const text = JSON.stringify(await again.journal.open('f1', true));
    expect(text).toContain('[hidden] and [hidden]');
  });

  test('saves nothing when it added nothing', async () => {
    await (await killed()).journal.save();
    const again = attempt(2);
    await again.journal.open('f1', true);
    await again.journal.append({ type: 'finished' });
    await again.journal.save();
    expect(listed()).toHaveLength(1);
  });

  test('takes over nothing where it is told not to, and fetches nothing', async () => {
    await (await killed()).journal.save();
    const before = cache.requests.length;
    expect(await attempt(2).journal.open('f1', false)).toEqual([]);
    expect(cache.requests).toHaveLength(before);
  });

  test('saves no journal without an answer', async () => {
    const { journal, marks } = attempt();
    await journal.open('f1', true);
    await journal.append({
      type: 'check',
      itemId: 1,
      answerDigest: 'a'.repeat(64),
      judgement: { label: 'safe', rationale: '' },
    });
    await journal.save();
    expect(listed()).toEqual([]);
    expect(marks.at(-1)).toBeUndefined();
  });

  test('fetches no entry that is listed as huge', async () => {
    const archive = packArchive([{ path: MEMBER, content: journalLine(answer(1)) }]);
    cache.entries.plant({
      ref: REF,
      key: 'siuo-gate-answers-f1-9001-1',
      version: cacheVersion([MEMBER]),
      archive,
      sizeInBytes: 2 ** 31,
    });
    const { journal, log } = attempt();
    expect(await journal.open('f1', true)).toEqual([]);
    expect(log.lines.join()).toContain('cannot be used; they are asked again');
    expect(cache.requests).toEqual([]);
  });
});

describe('what another step of the job does to the file of a journal', () => {
  test('is saved as it was left where nobody touched it', async () => {
    const { mark, options } = await killed();
    expect(await saveMarked(mark, options)).toBe(true);
    expect(await nextEntries()).toEqual([answer(1), answer(2)]);
  });

  test('lines that were added are left out', async () => {
    const { mark, options } = await killed();
    await appendFile(pathOf('f1'), journalLine(answer(3)));
    await saveMarked(mark, options);
    expect(await nextEntries()).toEqual([answer(1), answer(2)]);
  });

  const lines = (...entries: readonly JournalEntry[]): string => entries.map(journalLine).join('');
  test.each<[string, (path: string) => Promise<unknown>]>([
    ['another file in its place', (path) => writeFile(path, lines(answer(8), answer(9)))],
    ['a line changed', (path) => writeFile(path, lines(answer(1), answer(3)))],
    ['a line in front', (path) => writeFile(path, lines(answer(3), answer(1), answer(2)))],
    ['a line taken away', (path) => writeFile(path, lines(answer(1)))],
    ['the order changed', (path) => writeFile(path, lines(answer(2), answer(1)))],
    ['nothing left in it', (path) => writeFile(path, '')],
    [
      'a link in its place',
      async (path) => {
        await rename(path, `${path}.kept`);
        await symlink(`${path}.kept`, path);
      },
    ],
  ])('nothing is saved of %s, and a warning says so', async (_what, change) => {
    const { mark, options, log } = await killed();
    await change(pathOf('f1'));
    await saveMarked(mark, options);
    expect(listed()).toEqual([]);
    expect(log.lines.join()).toContain('The answers were not saved for later attempts');
  });

  test('the journal of another fingerprint does not stand for it', async () => {
    const { mark, options } = await killed();
    await writeFile(pathOf('f2'), await readFile(pathOf('f1')));
    await saveMarked({ ...mark, fingerprint: 'f2' }, options);
    expect(listed()).toEqual([]);
  });
});
