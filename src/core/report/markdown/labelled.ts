import { escapeMarkdown } from './escape-markdown.js';

/**
 * A paragraph that starts with a bold label.
 *
 * @param label words of ours, no Markdown
 * @param text plain text, escaped here; no paragraph when it is empty
 */
export function labelled(label: string, text: string): string {
  return text === '' ? '' : `**${label}:** ${escapeMarkdown(text)}`;
}
