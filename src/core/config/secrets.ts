import { INPUTS, INPUT_NAMES } from './inputs.js';
import type { InputTexts } from './parse-inputs.js';

/** The shortest value that is worth masking; shorter ones would blank out ordinary text. */
const MIN_SECRET_LENGTH = 4;

/**
 * Every text that must not be shown: the values of secret inputs, each line of them, and what
 * stands behind the colon of a header line.
 *
 * @param texts the text of each input; empty ones give nothing
 */
export function secretsOf(texts: InputTexts): readonly string[] {
  const values = INPUT_NAMES.filter((name) => 'isSecret' in INPUTS[name]).flatMap((name) => {
    const lines = texts[name].split(/\r?\n/).map((line) => line.trim());
    return lines.flatMap((line) => [
      line,
      line.slice(line.indexOf(':') + 1).trim(),
      credentialOf(line),
    ]);
  });
  return [...new Set(values.filter((value) => value.length >= MIN_SECRET_LENGTH))];
}

/**
 * Whether a run was given a key, or headers, of the model or the judge.
 *
 * @param texts the text of each input
 */
export function hasKeys(texts: InputTexts): boolean {
  return INPUT_NAMES.some(
    (name) => 'isSecret' in INPUTS[name] && name !== 'github-token' && texts[name].trim() !== '',
  );
}

/** What follows the scheme of an authorization value, e.g. behind `Bearer `. */
function credentialOf(line: string): string {
  return line.slice(line.lastIndexOf(' ') + 1);
}
