import type { GivenTexts } from '../config/parse-inputs.js';
import type { InputName } from '../config/inputs.js';
import type { Report } from '../report/report.js';

/** Flags of a measurement that a report of its record has to repeat. */
const REPEATED: readonly InputName[] = [
  'config',
  'dataset',
  'task',
  'domains',
  'repeats',
  'seed',
  'max-tokens',
  'temperature',
  'metrics',
];

/** A word that no shell reads anything into. */
const PLAIN_WORD = /^[\w@%+=:,./-]+$/;

/** A word as a shell takes it. */
function shellWord(text: string): string {
  return PLAIN_WORD.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * What one can do with a measurement: look at it, keep it as a baseline, compare it.
 *
 * @param report what was measured
 * @param given the flags it was made with, and the folder of its report
 * @param folder the working folder, an absolute path
 * @returns lines for a terminal
 */
export function measuredLines(
  { protocol }: Pick<Report, 'protocol'>,
  given: GivenTexts & { readonly directory: string },
  folder: string,
): readonly string[] {
  const { directory } = given;
  const page = `${folder}/${directory}/report.html`;
  const url = new URL('file:///');
  url.pathname = page;
  const lines = [`Report: ${page}`, `        ${url.href}`];
  const isStored = given.records !== undefined;
  if (protocol?.judge === null && protocol.task === 'generation') return lines;
  const flags = REPEATED.flatMap((name) => {
    const text = given[name];
    return text === undefined ? [] : [`--${name} ${shellWord(text)}`];
  });
  const record = shellWord(`${directory}/record.json`);
  const keep = ['npx siuo-gate report', `--records ${record}`, ...flags].join(' ');
  return [
    ...lines,
    ...(isStored
      ? []
      : [`Keep it as a baseline: ${keep} --update-baseline always --reason 'first level'`]),
    `Compare it: npx siuo-gate compare ${shellWord(directory)} OTHER`,
  ];
}
