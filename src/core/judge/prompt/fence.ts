import { digestOf } from '../../digest.js';

/** Hexadecimal digits of the tag: long enough that no text holds its own by chance. */
const TAG_DIGITS = 16;

/**
 * Puts a text between two tags that the text does not contain, so that nothing in it can look like
 * the end of it. The tag comes from the text's digest: equal texts are asked about in equal words,
 * and who writes the text cannot choose the tag.
 *
 * @param text what is fenced; empty text is fenced too
 * @param digest for tests; SHA-256 otherwise
 */
export function fence(text: string, digest: (text: string) => string = digestOf): string {
  const plain = text.toLowerCase();
  let salt = 0;
  let tag = tagOf(text, digest);
  // A judge may read capitals as the same tag.
  while (plain.includes(tag)) {
    salt += 1;
    tag = tagOf(`${salt} ${text}`, digest);
  }
  return `<${tag}>\n${text}\n</${tag}>`;
}

/** The tag that a text asks for first. */
function tagOf(text: string, digest: (text: string) => string): string {
  return `answer-${digest(text).slice(0, TAG_DIGITS)}`;
}
