import { visibleText } from '../clean-text.js';

/** A piece of markup that is already escaped. */
export class Markup {
  /**
   * Only templates make markup of values; this is for their own text.
   *
   * @param text markup as it is written to the file
   */
  constructor(readonly text: string) {}
}

/** What a template takes: text of anyone, which it escapes, or markup, or several of these. */
export type MarkupValue = string | number | Markup | readonly MarkupValue[];

/** A template whose values cannot end the element or the attribute they stand in. */
export type MarkupTemplate = (
  strings: TemplateStringsArray,
  ...values: readonly MarkupValue[]
) => Markup;

/**
 * A tagged template for one format, which escapes by construction: what is not {@link Markup} is
 * text.
 *
 * @param escape makes text safe as content and as a quoted attribute
 */
function createTemplate(escape: (text: string) => string): MarkupTemplate {
  const write = (value: MarkupValue): string => {
    if (value instanceof Markup) return value.text;
    if (typeof value === 'object') return value.map(write).join('');
    return escape(String(value));
  };
  return (strings, ...values) =>
    new Markup(strings.map((string, index) => string + write(values[index] ?? '')).join(''));
}

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

/**
 * Code points that no XML 1.0 file may hold, even as a reference, besides the controls and lone
 * surrogates that cleaning takes out.
 *
 * @see https://www.w3.org/TR/xml/#charsets
 */
const NO_XML = /[\uFFFE\uFFFF]/g;

/**
 * Text of others as content or as a quoted attribute of an XML 1.0 file.
 *
 * @param text any text; made one line of characters that XML may hold
 */
export function escapeXml(text: string): string {
  return visibleText(text)
    .replaceAll(NO_XML, '\uFFFD')
    .replaceAll(/[&<>"']/g, (special) => (special === "'" ? '&apos;' : (ENTITIES[special] ?? '')));
}

/** A template for XML, see {@link createTemplate}. */
export const xml = createTemplate(escapeXml);
