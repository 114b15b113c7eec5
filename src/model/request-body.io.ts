import type {
  ChatCompletionContentPartImage,
  ChatCompletionContentPartText,
  ChatCompletionCreateParamsNonStreaming,
} from 'openai/resources/chat/completions';
import type { Picture } from '../dataset/item.js';
import { joinBytes, type SizedBytes, wholeBytes } from '../sized-bytes.js';

/** A part of a message whose picture stands for its data URI until the body is encoded. */
export type ContentPart =
  | ChatCompletionContentPartText
  | (Pick<ChatCompletionContentPartImage, 'type'> & {
      readonly image_url: { readonly url: Picture };
    });

/** A message as we send it. */
export type Message =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: readonly ContentPart[] };

/** A request as the API defines it, except for its pictures. */
export type ChatRequest = Omit<ChatCompletionCreateParamsNonStreaming, 'messages' | 'seed'> & {
  readonly messages: readonly Message[];
  /** Deprecated at OpenAI, and heeded by vLLM and llama.cpp. */
  readonly seed?: number;
};

/**
 * A request body as the bytes of its JSON, in parts: texts, and between them the base64 of each picture, which
 * is the picture's own and not a copy.
 *
 * @param body - plain JSON data, and a {@link Picture} wherever its data URI is to stand
 * @throws what a picture rejects with, at once or from its chunks
 */
export async function encodeBody(body: Readonly<Record<string, unknown>>): Promise<SizedBytes> {
  const { texts, pictures } = aroundPictures(body);
  const bytes = await Promise.all(pictures.map((picture) => picture.base64()));
  const parts = texts.flatMap((text, index) => {
    const [written, picture] = [wholeBytes(Buffer.from(text)), bytes[index]];
    return picture === undefined ? [written] : [written, picture];
  });
  return joinBytes(parts);
}

/** The JSON of a body without its pictures, and these in their order. */
interface Divided {
  /** One more than there are pictures. */
  readonly texts: readonly string[];
  readonly pictures: readonly Picture[];
}

/** The JSON of a body, divided where its pictures stand. */
function aroundPictures(body: Readonly<Record<string, unknown>>): Divided {
  // Hardly any text holds the first mark; no text can hold them all.
  for (let count = 0; ; count += 1) {
    const mark = `\u0000picture ${count}\u0000`;
    const pictures: Picture[] = [];
    const marked = replacePictures(body, (picture) => {
      pictures.push(picture);
      return `data:${picture.mediaType};base64,${mark}`;
    });
    const texts = JSON.stringify(marked).split(JSON.stringify(mark).slice(1, -1));
    if (texts.length === pictures.length + 1) return { texts, pictures };
  }
}

/** A value with texts in place of its pictures. The encoder could do it, at three times the cost. */
function replacePictures(value: unknown, textOf: (picture: Picture) => string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isPicture(value)) return textOf(value);
  if (Array.isArray(value)) return value.map((each) => replacePictures(each, textOf));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, replacePictures(each, textOf)]),
  );
}

/** Whether a value is a picture. */
function isPicture(value: object): value is Picture {
  return 'base64' in value && typeof value.base64 === 'function';
}
