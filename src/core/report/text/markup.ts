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
export function createTemplate(escape: (text: string) => string): MarkupTemplate {
  const write = (value: MarkupValue): string => {
    if (value instanceof Markup) return value.text;
    if (typeof value === 'object') return value.map(write).join('');
    return escape(String(value));
  };
  return (strings, ...values) =>
    new Markup(strings.map((string, index) => string + write(values[index] ?? '')).join(''));
}
