import { cleanText } from '../clean-text.js';
import { COMPARISON_MARKS, VERDICT_MARKS } from './labels.js';
import { figureText, isFigure, plainHead, type Cell, type Table } from './table.js';

/** Marks the character before it as one that becomes an element of its own; cleaned text holds none. */
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
const SPECIAL = /.\u200B|[&<>`*_~[\]\\|#@$]|^[-+=]|[.)](?<=^\d+[.)])(?= |$)/gu;

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
  return parted.replaceAll(SPECIAL, (special) =>
    special.endsWith(GAP) ? apart(special.slice(0, -1)) : (BY_NAME[special] ?? entity(special)),
  );
}

/** What stands in an element of its own, where no link reaches over its ends; what is copied is the text alone. */
const PLAIN = /^[0-9a-z]$/i;

/** A character in an element of its own. */
function apart(character: string): string {
  return `<span>${PLAIN.test(character) ? character : entity(character)}</span>`;
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

/**
 * A table in GitHub's Markdown.
 *
 * @param table without rows it is nothing
 * @see https://github.github.com/gfm/#tables-extension-
 */
export function markdownTable({ columns, rows }: Table): string {
  if (rows.length === 0) return '';
  const heads = columns.map((column) => plainHead(column));
  const rule = columns.map(({ align }) => (align === 'right' ? '--:' : ':--'));
  const lines = [heads, rule, ...rows.map(({ cells }) => rowCells(cells))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The cells of a row; its name is bold where it is a total, or the row shows a regression. */
function rowCells(cells: readonly Cell[]): readonly string[] {
  const isRed = cells.some((cell) => cell.kind === 'verdict' && cell.verdict === 'regression');
  return cells.map((cell) => {
    if (cell.kind !== 'name') return markdownCell(cell);
    const name = escapeMarkdown(cell.text);
    return cell.isTotal || isRed ? `**${name}**` : name;
  });
}

/** One cell but a name; figures and marks do not break inside. */
function markdownCell(cell: Exclude<Cell, { readonly kind: 'name' }>): string {
  if (cell.kind === 'change') return `**${figureText(cell)}**`;
  if (isFigure(cell)) return keepTogether(figureText(cell));
  switch (cell.kind) {
    case 'none':
      return '–';
    case 'blank':
      return '';
    case 'text':
      return escapeMarkdown(cell.text);
    case 'id':
      return cell.text;
    case 'code':
      return codeSpan(cell.text);
    case 'verdict': {
      const { sign, word } = COMPARISON_MARKS[cell.verdict];
      return keepTogether(`${sign} ${word}`);
    }
    case 'floor':
      return cell.result === 'missed' ? `**${cell.result}**` : cell.result;
    case 'outcome': {
      const { sign, word } = VERDICT_MARKS[cell.verdict];
      return `${sign} ${word}`;
    }
  }
}

/**
 * Text that does not break inside.
 *
 * @param text Markdown of figures
 */
export function keepTogether(text: string): string {
  return text.replaceAll(' ', '\u00A0');
}

/**
 * A part the reader opens; its body is Markdown, which needs the empty lines around it.
 *
 * @param summary one line, already escaped
 * @param body Markdown; a fold of nothing is nothing
 */
export function fold(summary: string, body: string): string {
  if (body === '') return '';
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/**
 * Sections below each other, the empty ones left out.
 *
 * @param sections Markdown
 */
export function stack(sections: readonly string[]): string {
  return sections.filter((section) => section !== '').join('\n\n');
}

/**
 * A paragraph that starts with a bold label.
 *
 * @param label words of ours, no Markdown
 * @param text plain text, escaped here; no paragraph when it is empty
 */
export function labelled(label: string, text: string): string {
  return text === '' ? '' : `**${label}:** ${escapeMarkdown(text)}`;
}

/**
 * The first of some renderings that fits; the later ones say less. They are made one by one, so
 * that a long one is thrown away before the next is begun.
 *
 * @param levels how to make each rendering, the fullest first; one or more
 * @param fits whether a rendering is short enough
 * @returns the first that fits, else the last
 */
export function firstThatFits(
  levels: readonly [() => string, ...(() => string)[]],
  fits: (text: string) => boolean,
): string {
  let text = '';
  for (const render of levels) {
    text = render();
    if (fits(text)) break;
  }
  return text;
}

/** An address that needs no escaping and cannot end its own link. */
const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;

/**
 * A link to the run's page and its report files.
 *
 * @param runUrl its address; one that is not plain gives no link
 */
export function runLink(runUrl: string): string {
  return PLAIN_URL.test(runUrl) ? `[Run and report files](<${runUrl}>)` : '';
}
