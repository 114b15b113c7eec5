import { plot, type PlotOptions } from '@observablehq/plot';
import { DOMImplementation, XMLSerializer, type Element } from '@xmldom/xmldom';
import { cleanText } from '../text/clean-text.js';
import { Markup } from '../text/markup.js';

/** What a reader who does not see the plot is told, and the plot itself. */
interface DescribedPlot extends PlotOptions {
  readonly ariaLabel: string;
}

/**
 * Draws a plot into a document of its own. Colours are CSS variables of the page and the text takes
 * the page's, so that one picture serves light, dark and print. It holds no style: the page's policy
 * would refuse it.
 *
 * @param options the plot, its text cleaned of what cannot be seen
 * @returns an SVG element as markup
 */
export function drawPlot(options: DescribedPlot): Markup {
  const document = new DOMImplementation().createDocument(null, 'page', null);
  const drawn: unknown = plot({ ...options, document: document as never, className: 'plot' });
  const svg = drawn as Element;
  for (const style of Array.from(svg.getElementsByTagName('style'))) {
    style.parentNode?.removeChild(style);
  }
  for (const part of Array.from(svg.getElementsByTagName('*'))) {
    // The picture has one name; what its parts are called is the library's own words.
    part.removeAttribute('aria-label');
    part.removeAttribute('aria-hidden');
  }
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', cleanText(options.ariaLabel));
  return new Markup(new XMLSerializer().serializeToString(svg));
}
