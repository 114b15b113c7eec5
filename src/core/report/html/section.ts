import { html } from './escape-html.js';
import type { Markup } from '../text/markup.js';

/**
 * A part of the page with its heading.
 *
 * @param id the part's anchor, a word of ours
 * @param title words of ours
 * @param body its content; a part of nothing is nothing
 */
export function section(id: string, title: string, body: readonly Markup[]): Markup {
  if (body.every(({ text }) => text === '')) return html``;
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}

/**
 * A picture with its explanation.
 *
 * @param name what it shows, in a few words
 * @param picture the plot; undefined gives nothing
 * @param explanation how it is read, in words
 */
export function figure(name: string, picture: Markup | undefined, explanation: string): Markup {
  if (picture === undefined) return html``;
  return html`<figure>
    <div class="scroll" role="region" aria-label="Plot: ${name}" tabindex="0">${picture}</div>
    <figcaption>${explanation}</figcaption>
  </figure> `;
}
