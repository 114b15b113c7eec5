import { z } from 'zod';

const part = z.union([
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({
    type: z.literal('image_url'),
    image_url: z.object({ url: z.string().regex(/^data:image\/[a-z]+;base64,/) }),
  }),
]);

/** The body of POST /v1/chat/completions, as far as the embedded endpoint looks at it. */
export const chatRequestSchema = z.object({
  model: z.string().min(1),
  messages: z
    .array(z.object({ role: z.string(), content: z.union([z.string(), z.array(part).min(1)]) }))
    .min(1),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stream: z.literal(false).nullish(),
  n: z.number().int().min(1).max(128).nullish(),
  response_format: z
    .object({
      type: z.enum(['text', 'json_object', 'json_schema']),
      json_schema: z.object({ schema: z.looseObject({}) }).nullish(),
    })
    .nullish(),
});

/** A request that was understood. */
export type ChatRequest = z.infer<typeof chatRequestSchema>;

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
