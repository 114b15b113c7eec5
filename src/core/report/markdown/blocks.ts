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
