import { html } from './escape-html.js';
import type { Markup } from '../text/markup.js';

/** An address that is a web page's and needs no escaping. */
const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;

/**
 * A link to the run's page.
 *
 * @param runUrl its address; one that is not plain gives no link
 */
export function runLink(runUrl: string): Markup {
  if (!PLAIN_URL.test(runUrl)) return html``;
  return html`<a href="${runUrl}" rel="noreferrer">${runUrl}</a>`;
}
