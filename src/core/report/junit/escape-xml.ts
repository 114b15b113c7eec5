import { visibleText } from '../text/clean-text.js';
import { createTemplate } from '../text/markup.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

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
    .replaceAll(/[&<>"']/g, (special) => ENTITIES[special] ?? '');
}

/** A template for XML, see {@link createTemplate}. */
export const xml = createTemplate(escapeXml);
