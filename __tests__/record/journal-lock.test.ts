import { mkdtemp, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ppid } from 'node:process';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../src/record/journal-entry.js';
import { createFileJournal } from '../../src/record/journal.io.js';
import { redactorOf } from '../../src/redact/redactor.js';
import { fakeLog } from '../fakes/ports.js';
import { WORDS } from '../fixtures/record-factory.js';

const ANSWER: JournalEntry = { type: 'answer', itemId: 1001, repeat: 1, answer: WORDS };
const OTHER: JournalEntry = { ...ANSWER, itemId: 1002 };

/** A number that no process has. */
const NOBODY = 2 ** 30;

let path = '';
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'siuo-gate-lock-')), 'one.jsonl');
});

const journalHere = (log = fakeLog()) =>
  createFileJournal({ pathOf: () => path, log, redact: redactorOf([]) });

const lockOf = (number: number, file = path) => `${file}.${number}.lock`;

/** When a process began, as Linux says it; empty elsewhere. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') ');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/** Leaves a journal with one answer whose lock says that it is another process's. */
async function leaveJournal(owner: Readonly<Record<string, unknown>>): Promise<void> {
  const journal = journalHere();
  await journal.open('one', false);
  await journal.append(ANSWER);
  const own: unknown = JSON.parse(await readFile(lockOf(1), 'utf8'));
  await writeFile(lockOf(1), JSON.stringify({ ...(own as object), ...owner }));
}

/** The entries that a further run resumes with, and what it says. */
async function resume() {
  const log = fakeLog();
  const journal = journalHere(log);
  const entries = await journal.open('one', true);
  await journal.append(OTHER);
  return { entries, lines: log.lines };
}

describe('a journal that a living process writes', () => {
  test('is neither resumed nor written by another, which keeps its own and says so', async () => {
    await leaveJournal({ pid: ppid, started: await startOf(ppid) });
    const before = await readFile(path, 'utf8');
    const { entries, lines } = await resume();
    expect(entries).toEqual([]);
    expect(lines).toEqual([
      `info Another process is at work on the same run; this one resumes nothing of it and keeps its own answers in ${path}.2.`,
    ]);
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await readFile(`${path}.2`, 'utf8')).toBe(`${JSON.stringify(OTHER)}\n`);
  });

  test('is not emptied by one that begins again either', async () => {
    await leaveJournal({ pid: ppid, started: await startOf(ppid) });
    const before = await readFile(path, 'utf8');
    await journalHere().open('one', false);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('leaves a second run that was killed its own answers to resume', async () => {
    await leaveJournal({ pid: ppid, started: await startOf(ppid) });
    await resume();
    const lock = lockOf(1, `${path}.2`);
    const second: unknown = JSON.parse(await readFile(lock, 'utf8'));
    await writeFile(lock, JSON.stringify({ ...(second as object), pid: NOBODY }));
    expect((await resume()).entries).toEqual([OTHER]);
  });
});

describe('a journal whose process was killed', () => {
  test.each([
    ['is gone', { pid: NOBODY }],
    ['has its number from a later start', { pid: ppid, started: 'another' }],
  ])('is resumed without a word when the owner %s', async (_name, owner) => {
    await leaveJournal(owner);
    expect(await resume()).toEqual({ entries: [ANSWER], lines: [] });
    // One lock is left, and it is this process's.
    const names = await readdir(join(path, '..'));
    expect(names.filter((name) => name.endsWith('.lock'))).toEqual(['one.jsonl.2.lock']);
  });

  test('is this process again when it opens it a second time', async () => {
    const journal = journalHere();
    await journal.open('one', false);
    await journal.append(ANSWER);
    expect(await resume()).toEqual({ entries: [ANSWER], lines: [] });
  });
});

describe('a journal whose owner cannot be looked for', () => {
  test.each([
    ['of another machine or container', JSON.stringify({ pid: 1, started: '', space: 'x' })],
    ['that is just being written', ''],
    ['that is no lock', '{"pid":"1"}'],
  ])('counts as in use with a lock %s, and the line names what to remove', async (_name, text) => {
    await leaveJournal({});
    await writeFile(lockOf(1), text);
    const { entries, lines } = await resume();
    expect(entries).toEqual([]);
    expect(lines).toEqual([expect.stringContaining(`Remove ${lockOf(1)} if it is not.`)]);
  });

  test('is resumed once its owner has not shown itself for long', async () => {
    await leaveJournal({ space: 'x' });
    const before = new Date(Date.now() - 16 * 60_000);
    await utimes(lockOf(1), before, before);
    expect(await resume()).toEqual({ entries: [ANSWER], lines: [] });
  });
});
