import { visibleText } from '../text/clean-text.js';
import { createTemplate, Markup } from '../text/markup.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A deeper indent pushes the text out of sight. */
const DEEPEST_INDENT = 40;

/**
 * Text of others as content or as a quoted attribute of an HTML page; not for a script, a style or
 * an address.
 *
 * @param text any text; made one line without unseen characters first
 * @see https://html.spec.whatwg.org/multipage/syntax.html#attributes-2
 */
export function escapeHtml(text: string): string {
  return visibleText(text).replaceAll(/[&<>"']/g, (special) => ENTITIES[special] ?? '');
}

/** A template for HTML, see {@link createTemplate}. */
export const html = createTemplate(escapeHtml);

/**
 * Text of several lines as the content of a `pre` element, each line as {@link escapeHtml} has it
 * after the white space it begins with.
 *
 * @param text any text; line ends of every kind part lines
 */
export function htmlLines(text: string): Markup {
  const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(indentedLine);
  // The parser drops a line feed that follows the opening tag: this one, not one of the text.
  return new Markup(`\n${lines.join('\n')}`);
}

/** A line with the spaces and tabs it begins with, which would become one space. */
function indentedLine(line: string): string {
  const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
  return indent.slice(0, DEEPEST_INDENT) + escapeHtml(line.slice(indent.length));
}
