import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, rmdir, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createFileJournal } from '../../src/record/journal.io.js';
import type { JournalEntry } from '../../src/record/journal-entry.js';
import { redactorOf } from '../../src/redact/redactor.js';
import { fakeLog } from '../fakes/ports.js';
import { judgementOf, WORDS } from '../fixtures/record-factory.js';

const ANSWER: JournalEntry = { type: 'answer', itemId: 1001, repeat: 1, answer: WORDS };
const JUDGEMENT: JournalEntry = {
  type: 'judgement',
  itemId: 1001,
  repeat: 1,
  metric: 'safe',
  judgement: judgementOf('safe'),
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siuo-gate-journal-'));
});

const redact = redactorOf([]);
const pathOf = (fingerprint: string) => join(folder, 'journals', `${fingerprint}.jsonl`);
const journalHere = (log = fakeLog()) => createFileJournal({ pathOf, log, redact });
const textOf = (fingerprint: string) => readFile(pathOf(fingerprint), 'utf8');

describe('createFileJournal', () => {
  test('has every entry on disk before the sweep goes on', async () => {
    const journal = journalHere();
    expect(await journal.open('one', false)).toEqual([]);
    await journal.append(ANSWER);
    expect(await textOf('one')).toBe(`${JSON.stringify(ANSWER)}\n`);
    await journal.append(JUDGEMENT);
    expect(await journalHere().open('one', true)).toEqual([ANSWER, JUDGEMENT]);
  });

  test('keeps entries whole and in order when many are written at once', async () => {
    const journal = journalHere();
    await journal.open('one', false);
    const entries = Array.from({ length: 200 }, (_, index) => ({
      ...ANSWER,
      itemId: index + 1,
      answer: { kind: 'answered' as const, text: 'x'.repeat(index * 50), truncated: false },
    }));
    await Promise.all(entries.map((entry) => journal.append(entry)));
    expect(await journalHere().open('one', true)).toEqual(entries);
  });

  test('can be read by its owner only', async () => {
    const journal = journalHere();
    await journal.open('one', false);
    await journal.append(ANSWER);
    const modes = await Promise.all(
      [pathOf('one'), join(folder, 'journals')].map((path) => stat(path)),
    );
    expect(modes.map(({ mode }) => mode & 0o077)).toEqual([0, 0]);
  });

  test('keeps the journals of two fingerprints apart', async () => {
    const journal = journalHere();
    await journal.open('one', false);
    await journal.append(ANSWER);
    expect(await journal.open('two', true)).toEqual([]);
    await journal.append(JUDGEMENT);
    expect(await journal.open('one', true)).toEqual([ANSWER]);
  });

  describe('when it is not to be continued', () => {
    test('begins empty', async () => {
      const journal = journalHere();
      await journal.open('one', false);
      await journal.append(ANSWER);
      expect(await journalHere().open('one', false)).toEqual([]);
      expect(await textOf('one')).toBe('');
    });
  });

  describe('when an earlier run died while it wrote', () => {
    test('drops the torn line, and does not let it spoil the next', async () => {
      const torn = JSON.stringify(JUDGEMENT).slice(0, 25);
      await mkdir(join(folder, 'journals'));
      await writeFile(pathOf('one'), `${JSON.stringify(ANSWER)}\n${torn}`);
      const journal = journalHere();
      expect(await journal.open('one', true)).toEqual([ANSWER]);
      await journal.append(JUDGEMENT);
      expect(await journalHere().open('one', true)).toEqual([ANSWER, JUDGEMENT]);
    });

    test('leaves lines out that are no entries', async () => {
      await mkdir(join(folder, 'journals'));
      await writeFile(pathOf('one'), `<html>\n\u0000\u0000\n${JSON.stringify(ANSWER)}\n{}\n`);
      expect(await journalHere().open('one', true)).toEqual([ANSWER]);
    });
  });

  describe('when the disk is full', () => {
    /** A file on a device that takes no byte; where there is none the test has nothing to show. */
    const hasFullDevice = existsSync('/dev/full');

    (hasFullDevice ? test : test.skip)(
      'keeps what it could not write, and writes it as soon as there is room',
      async () => {
        const log = fakeLog();
        await mkdir(join(folder, 'journals'));
        await symlink('/dev/full', pathOf('one'));
        const journal = journalHere(log);
        await journal.open('one', false);
        await journal.append(ANSWER);
        await journal.append({ ...ANSWER, repeat: 2 });
        await rm(pathOf('one'));
        await journal.append(JUDGEMENT);
        expect(await journalHere().open('one', true)).toEqual([
          ANSWER,
          { ...ANSWER, repeat: 2 },
          JUDGEMENT,
        ]);
        expect(log.lines).toEqual([
          expect.stringMatching(/^warning Answers are no longer saved to disk: .*ENOSPC/),
          'info Answers are saved to disk again.',
        ]);
      },
    );

    test('a line that was torn by it does not swallow the next', async () => {
      const journal = journalHere();
      await journal.open('one', false);
      await rm(pathOf('one'));
      await mkdir(pathOf('one'));
      await journal.append(ANSWER);
      await rmdir(pathOf('one'));
      await writeFile(pathOf('one'), JSON.stringify(ANSWER).slice(0, 30));
      await journal.append(JUDGEMENT);
      expect(await journalHere().open('one', true)).toEqual([ANSWER, JUDGEMENT]);
    });
  });

  describe('when the file is there and cannot be read', () => {
    test('says so instead of beginning again without a word', async () => {
      const log = fakeLog();
      await mkdir(pathOf('one'), { recursive: true });
      expect(await journalHere(log).open('one', true)).toEqual([]);
      expect(log.lines).toEqual([expect.stringMatching(/^warning .*EISDIR/)]);
    });
  });

  describe('when the disk refuses to write', () => {
    test('warns once and lets the sweep go on', async () => {
      const log = fakeLog();
      await writeFile(join(folder, 'file'), '');
      // No path leads through a file.
      const journal = createFileJournal({
        pathOf: () => join(folder, 'file', 'x', 'y'),
        log,
        redact,
      });
      expect(await journal.open('one', false)).toEqual([]);
      await journal.append(ANSWER);
      await journal.append(JUDGEMENT);
      expect(log.lines).toEqual([
        expect.stringMatching(/^warning Answers are no longer saved to disk: .*ENOTDIR/),
      ]);
    });
  });
});
