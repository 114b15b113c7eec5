/** A record file as it was found; whoever made it, nothing in it is trusted yet. */
export interface RecordFile {
  /** Its path, for messages. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The text of the answers beside it; undefined when there are none. Throws RECORD_INVALID when they are too large. */
  answers(): Promise<string | undefined>;
}

/** The records that mode report was given. */
export interface RecordSource {
  /** Reads them. Throws CONFIG_INVALID when there are none or too many, RECORD_INVALID when one is too large. */
  read(): Promise<readonly RecordFile[]>;
}
