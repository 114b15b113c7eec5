import type { EncodedBody } from './encode-body.js';

/** A request as it goes out. */
export interface RawRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: EncodedBody | undefined;
  readonly signal: AbortSignal;
}

/** A whole reply as it came in. */
export interface RawReply {
  readonly status: number;
  /** Names in lower case; values of a repeated header with commas between them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}
