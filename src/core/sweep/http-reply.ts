/** What one HTTP attempt gave: a reply of any status, or no reply and why. */
export type HttpReply =
  | {
      readonly kind: 'reply';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** The body as it came; not yet parsed. */
      readonly text: string;
    }
  | {
      readonly kind: 'no-reply';
      readonly cause:
        'refused' | 'unknown-host' | 'reset' | 'timeout' | 'tls' | 'too-long' | 'other';
      readonly detail: string;
    };
