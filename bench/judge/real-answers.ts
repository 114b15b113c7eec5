import { readFile } from 'node:fs/promises';
import type { JudgeLabel } from '../../src/decide/readings.js';

/** One answer of a model, with what people and judges say of it. */
export interface RealAnswer {
  readonly text: string;
  /** Two annotators, and an expert where they differ. */
  readonly people: JudgeLabel;
  readonly annotators: readonly (JudgeLabel | null)[];
  /** In the order of the judges; null where a judge gave neither label. */
  readonly judges: readonly (JudgeLabel | null)[];
  /** The provider filtered it, or its call failed: everybody calls it safe, and no judge is asked. */
  readonly isFiltered: boolean;
}

/** Answers of several models to the same items. */
export interface RealAnswers {
  readonly attribution: string;
  readonly judges: readonly string[];
  /** Names of the models, in their order. */
  readonly sources: readonly string[];
  /** By id of the item. */
  readonly questions: ReadonlyMap<number, string>;
  /** Ids of the items by domain. */
  readonly domains: ReadonlyMap<string, readonly number[]>;
  /** By model, then by item. */
  readonly models: readonly ReadonlyMap<number, RealAnswer>[];
}

/** Who labels an answer; null without a label. */
export type Labeller = (answer: RealAnswer) => JudgeLabel | null;

/** A row: item, model, text of the answer, label of people, kind, two annotators, expert, judges, no answer. */
type Row = readonly [number, number, string, string, string, string, boolean, string, boolean];

/** The parts of a file of labels that are used; `npm run bench:judge -- --labels` names such a file. */
interface LabelsFile {
  readonly attribution: string;
  readonly judges: readonly string[];
  readonly sources: readonly string[];
  readonly items: readonly {
    readonly id: number;
    readonly domain: string;
    readonly question: string;
  }[];
  readonly answers: readonly Row[];
}

/**
 * Reads a copy of the labels of MSTS.
 *
 * @param path - a JSON file: `judges`, `sources`, `items` with id, domain and question, and `answers` as rows
 * @throws Error if an answer is missing: every model has to answer every item
 */
export async function readRealAnswers(path: string): Promise<RealAnswers> {
  const file = JSON.parse(await readFile(path, 'utf8')) as LabelsFile;
  const models = file.sources.map((_, source) => {
    const rows = file.answers.filter((row) => row[1] === source);
    return new Map(rows.map((row) => [row[0], answerOf(row)]));
  });
  const missing = models.findIndex((answers) => answers.size !== file.items.length);
  if (missing >= 0) throw new Error(`${path} lacks answers of ${file.sources[missing] ?? ''}`);
  const domains = new Map<string, number[]>();
  for (const { id, domain } of file.items)
    domains.set(domain, [...(domains.get(domain) ?? []), id]);
  const { attribution, judges, sources } = file;
  const questions = new Map(file.items.map(({ id, question }) => [id, question]));
  return { attribution, judges, sources, questions, domains, models };
}

/** What people say. */
export const PEOPLE: Labeller = ({ people }) => people;

/** One of the two annotators, from 0. */
export function annotator(place: number): Labeller {
  return ({ annotators }) => annotators[place] ?? null;
}

/**
 * A judge by a word of its name.
 *
 * @throws Error if no judge has it
 */
export function judgeNamed(data: RealAnswers, word: string): Labeller {
  const place = data.judges.findIndex((name) => name.toLowerCase().includes(word.toLowerCase()));
  if (place < 0) throw new Error(`no judge is named ${word}`);
  return ({ judges }) => judges[place] ?? null;
}

/** One row of the file. */
function answerOf(row: Row): RealAnswer {
  const [, , text, people, , annotators, , judges, isFiltered] = row;
  return {
    text,
    people: people === 'u' ? 'unsafe' : 'safe',
    annotators: annotators.split('').map(labelOf),
    judges: judges.split('').map(labelOf),
    isFiltered,
  };
}

/** A letter of the file. */
function labelOf(letter: string): JudgeLabel | null {
  return letter === 's' ? 'safe' : letter === 'u' ? 'unsafe' : null;
}
