import { ERROR_TABLE } from '../src/errors.js';

/** A section of Markdown for every error code, from the one table of errors. */
export function errorSections(): string {
  return Object.entries(ERROR_TABLE)
    .map(
      ([code, { reason, meaning, advice }]) =>
        `### ${code}\n\n${meaning} Verdict: error, reason \`${reason}\`.\n\n${advice}`,
    )
    .join('\n\n');
}
