import type { Picture } from '../dataset/item.js';

/** A JSON object as sent on the wire. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What one chat completion is asked, before a server's dialect is applied. */
export interface ChatQuestion {
  /** System message; none when undefined. */
  readonly system?: string;
  /** The user's text; it stands before the picture, as in the benchmark. */
  readonly text: string;
  readonly picture?: Picture;
  readonly maxTokens: number;
  /** The server's default when undefined. */
  readonly temperature?: number;
  readonly seed?: number;
  /** The JSON schema the reply should follow; servers that cannot are asked for less. */
  readonly replySchema?: { readonly name: string; readonly schema: JsonObject };
  /** Merged into the body last: the user's own parameters. */
  readonly extraBody?: JsonObject;
}
