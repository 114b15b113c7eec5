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
