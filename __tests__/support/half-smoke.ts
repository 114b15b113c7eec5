import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Items of each domain that runs inside of a test ask: the first of the built-in ones. */
const ITEMS_PER_DOMAIN = 10;

/**
 * Puts half of the built-in data set into a folder of this process, where entries of the sources find it as
 * they would find the whole: a run of twice the items shows no more and takes twice as long.
 *
 * @param smoke the whole set
 * @returns a file as far from the half as the bundled entries are from the whole
 */
export function placeHalfSmoke(smoke: string): string {
  const root = mkdtempSync(join(tmpdir(), 'siuo-gate-half-'));
  process.once('exit', () => {
    rmSync(root, { recursive: true, force: true });
  });
  mkdirSync(join(root, 'smoke'));
  mkdirSync(join(root, 'entry'));
  for (const name of ['siuo_gen.json', 'siuo_mcqa.json']) {
    const rows = JSON.parse(readFileSync(join(smoke, name), 'utf8')) as readonly Row[];
    writeFileSync(join(root, 'smoke', name), JSON.stringify(rows.filter(isKept)));
  }
  const labelled = JSON.parse(readFileSync(join(smoke, 'labelled-answers.json'), 'utf8')) as {
    readonly answers: readonly Row[];
  };
  writeFileSync(
    join(root, 'smoke/labelled-answers.json'),
    JSON.stringify({ ...labelled, answers: labelled.answers.filter(isKept) }),
  );
  cpSync(join(smoke, 'images'), join(root, 'smoke/images'), { recursive: true });
  const entry = join(root, 'entry/index.js');
  writeFileSync(entry, '');
  return entry;
}

interface Row {
  readonly question_id: number;
}

/** Ids count from 1 in each domain. */
function isKept({ question_id: id }: Row): boolean {
  return id % 1000 <= ITEMS_PER_DOMAIN;
}
