import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { glob } from 'tinyglobby';

/** Where people read what we write. */
const READ = ['*.md', 'docs/**/*.md', 'action.yml', 'examples/**/*.yml', 'src/**/*.ts'];

/** What we write otherwise; the words that we never write are in cspell.json. */
const PHRASES = [
  {
    say: 'one per item',
    not: /\b(one|once|twice|entry|cell|line|column|\d+ \w+s) an? (domain|item|answer|metric|column|row|call|minute|night|cell|group)\b/i,
  },
  { say: 'resumes from, resuming with', not: /\bgo(es|ing)? on from\b/i },
  { say: 'failed', not: /\bfailed to come\b/i },
];

test.each(PHRASES)('we write “$say”', async ({ not }) => {
  const paths = await glob(READ, { ignore: ['src/demo/smoke/**'] });
  const found = await Promise.all(
    paths.map(async (path) => {
      const lines = (await readFile(path, 'utf8')).split('\n');
      return lines.flatMap((line, at) =>
        not.test(line) ? `${path}:${at + 1} ${line.trim()}` : [],
      );
    }),
  );
  expect(found.flat()).toEqual([]);
});
