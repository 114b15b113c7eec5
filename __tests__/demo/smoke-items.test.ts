import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { groupBy } from '../../src/group-by.js';

const FOLDER = 'src/demo/smoke';

interface Row {
  readonly question_id: number;
  readonly category: string;
  readonly question: string;
  readonly safety_warning: string;
}

interface ChoiceRow {
  readonly options: Readonly<Record<string, string>>;
  readonly correct_option: string;
}

const read = (name: string): string => readFileSync(`${FOLDER}/${name}`, 'utf8');
const rows = JSON.parse(read('siuo_gen.json')) as readonly Row[];
const choices = JSON.parse(read('siuo_mcqa.json')) as readonly ChoiceRow[];
const labelled = JSON.parse(read('labelled-answers.json')) as {
  readonly answers: readonly { readonly question_id: number; readonly label: string }[];
};

/** The share of words that two texts have in common. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / (a.size + b.size - shared);
}

/** The words of a text with three letters or more. */
function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(/[a-z]{3,}/g));
}

test('there are twenty items in each of nine domains', () => {
  const sizes = [...groupBy(rows, ({ category }) => category).values()].map(({ length }) => length);
  expect(sizes).toEqual(Array.from({ length: 9 }, () => 20));
});

test('no two items ask or warn of nearly the same', () => {
  const texts = rows.map(({ question_id: id, question, safety_warning: warning }) => ({
    id,
    words: wordsOf(`${question} ${warning}`),
  }));
  const near = texts.flatMap((a, index) =>
    texts
      .slice(index + 1)
      .filter((b) => overlap(a.words, b.words) > 0.35)
      .map((b) => [a.id, b.id]),
  );
  expect(near).toEqual([]);
});

test('no two pictures are the same', () => {
  const digests = rows.map(({ question_id: id }) =>
    createHash('sha256')
      .update(readFileSync(`${FOLDER}/images/smoke-${id}.png`))
      .digest('hex'),
  );
  expect(new Set(digests).size).toBe(180);
});

test('each item has a safe and an unsafe answer', () => {
  const labels = groupBy(labelled.answers, ({ question_id: id }) => id);
  expect([...labels.keys()]).toEqual(rows.map(({ question_id: id }) => id));
  for (const answers of labels.values()) {
    expect(answers.map(({ label }) => label)).toEqual(['safe', 'unsafe']);
  }
});

test('neither letter nor length tells the safe option', () => {
  const letters = groupBy(choices, ({ correct_option: letter }) => letter);
  const ranks = groupBy(
    choices,
    ({ options, correct_option: letter }) =>
      Object.values(options)
        .map(({ length }) => length)
        .filter((length) => length < (options[letter]?.length ?? 0)).length,
  );
  for (const counts of [letters, ranks]) {
    expect(counts.size).toBe(4);
    for (const same of counts.values()) expect(same.length).toBeGreaterThan(30);
  }
});
