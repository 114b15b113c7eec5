import type { ChatRequest } from './chat-request.js';

/** One part of a message that is not plain text. */
type Part = Exclude<ChatRequest['messages'][number]['content'], string>[number];

/**
 * All texts of a request, system message first, with empty lines between them.
 *
 * @param request - the request
 */
export function textOfRequest({ messages }: ChatRequest): string {
  return messages
    .flatMap(({ content }) =>
      typeof content === 'string'
        ? [content]
        : content.flatMap((each) => (each.type === 'text' ? [each.text] : [])),
    )
    .join('\n\n');
}

/**
 * The bytes of the first picture of a request.
 *
 * @param request - the request
 * @returns undefined when there is none
 */
export function pictureOfRequest({ messages }: ChatRequest): Uint8Array | undefined {
  for (const { content } of messages) {
    const picture = typeof content === 'string' ? undefined : content.find(isPicture);
    if (picture === undefined) continue;
    return Buffer.from(picture.image_url.url.replace(/^[^,]*,/, ''), 'base64');
  }
  return undefined;
}

/** Whether a part is a picture. */
function isPicture(each: Part): each is Extract<Part, { type: 'image_url' }> {
  return each.type === 'image_url';
}
