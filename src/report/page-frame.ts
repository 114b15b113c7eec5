import { html, type Markup } from './markup.js';

/** What differs from page to page. */
interface PageFrame {
  readonly title: Markup;
  /** The policy, the style element and the script element of the page; a page may have no script. */
  readonly policy: string;
  readonly style: Markup;
  readonly script?: Markup;
  /** A digest that the page's script goes by; left out where it goes by none. */
  readonly digest?: string;
  readonly main: Markup;
  readonly toolVersion: string;
}

/**
 * A whole page that loads nothing: its own style and script, by their digests, are all that its policy
 * lets run.
 *
 * @param frame title, content and version
 * @returns an HTML file
 */
export function framedPage(frame: PageFrame): string {
  const { title, policy, style, script = html``, digest, main, toolVersion } = frame;
  const mark = digest === undefined ? html`` : html` data-digest="${digest}"`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${style}
      </head>
      <body${mark}>
        <main>${main}</main>
        <footer>siuo-gate ${toolVersion}</footer>
        ${script}
      </body>
    </html> `.text;
}
