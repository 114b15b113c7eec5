import { cleanText } from '../text/clean-text.js';

/** A character drawn as nothing that parts what GitHub would turn into a link or a mention. */
const GAP = '\u200B';

/**
 * Where GitHub makes links of plain text, after Markdown is rendered, so that no backslash or
 * entity helps: mentions and e-mail addresses, issues, advisories, URLs, emoji codes.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
const GAPS: readonly (readonly [RegExp, string])[] = [
  [/@/g, `@${GAP}`],
  [/#(?=\d)/g, `#${GAP}`],
  [/\b(GH|GHSA|CVE)-/gi, `$1-${GAP}`],
  [/(www)\./gi, `$1${GAP}.`],
  [/:(?=\/\/|[\w+-]+:)/g, `:${GAP}`],
];

/** What GitHub takes for a commit: 7 hexadecimal digits or more; pieces of 6 are none. */
const COMMIT = /(?<![0-9a-z])[0-9a-f]{7,}(?![0-9a-z])/gi;

/** Characters with a meaning in GFM anywhere, and those with one at the start of a line. */
const SPECIAL = /[&<>`*_~[\]\\|#@$\u200B]|:(?=\u200B)|^[-+=]|[.)](?<=^\d+[.)])(?= |$)/g;

/** Characters that a number will not do for. */
const BY_NAME: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  // The documented way to keep a dollar sign from starting mathematics.
  $: '<span>$</span>',
};

/**
 * Text of others as Markdown that renders as that text and nothing else: no link, mention, issue or
 * commit reference, image, HTML, table cell, code, heading or list. Good in prose, tables and HTML
 * elements, at the start of a line too; not inside a code span or a link's address.
 *
 * @param text any text; cleaned first, so that it is one line without unseen characters
 * @see https://github.github.com/gfm/
 */
export function escapeMarkdown(text: string): string {
  const parted = GAPS.reduce(
    (line, [where, by]) => line.replaceAll(where, by),
    cleanText(text),
  ).replaceAll(COMMIT, (digits) => (digits.match(/.{1,6}/g) ?? []).join(GAP));
  return parted.replaceAll(SPECIAL, (special) => BY_NAME[special] ?? entity(special));
}

/** A character by its number, which never has a meaning in Markdown. */
function entity(character: string): string {
  return `&#${character.codePointAt(0) ?? 0xfffd};`;
}

/**
 * Text of others as a code span, for names that people copy: GitHub links nothing inside one. Not
 * for tables, where a pipe ends the cell even in code.
 *
 * @param text any text; cleaned first
 * @returns a code span, or an empty string for empty text
 * @see https://github.github.com/gfm/#code-spans
 */
export function codeSpan(text: string): string {
  const line = cleanText(text);
  if (line === '') return '';
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(line) ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}
