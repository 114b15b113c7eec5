import { Markup } from '../text/markup.js';

/**
 * The sign of a mark, which the word beside it says too. It may end in a variation selector, which
 * escaping would take for something hidden.
 *
 * @param sign one of ours
 */
export function signMarkup(sign: string): Markup {
  return new Markup(`<span aria-hidden="true">${sign}</span>`);
}
