import { mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createFileJournal } from '../../../src/adapters/journal/file-journal.js';
import type { JournalEntry } from '../../../src/core/record/journal-entry.js';
import { fakeLog } from '../../fakes/ports.js';
import { judgementOf, WORDS } from '../../fixtures/record-factory.js';

const ANSWER: JournalEntry = { type: 'answer', itemId: 1001, repeat: 1, answer: WORDS };
const JUDGEMENT: JournalEntry = {
  type: 'judgement',
  itemId: 1001,
  repeat: 1,
  judgement: judgementOf('safe'),
};

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'siuo-gate-journal-'));
});

const pathOf = (fingerprint: string) => join(folder, 'journals', `${fingerprint}.jsonl`);
const journalHere = (log = fakeLog()) => createFileJournal({ pathOf, log });
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

  describe('when the disk refuses to write', () => {
    test('warns once and lets the sweep go on', async () => {
      const log = fakeLog();
      await writeFile(join(folder, 'file'), '');
      // No path leads through a file.
      const journal = createFileJournal({ pathOf: () => join(folder, 'file', 'x', 'y'), log });
      expect(await journal.open('one', false)).toEqual([]);
      await journal.append(ANSWER);
      await journal.append(JUDGEMENT);
      expect(log.lines).toEqual([
        expect.stringMatching(/^warning Answers are no longer saved to disk: .*ENOTDIR/),
      ]);
    });
  });
});
