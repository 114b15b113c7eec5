/** What a read of one file found. */
export type FileRead =
  | { readonly kind: 'found'; readonly bytes: Uint8Array }
  | { readonly kind: 'absent' }
  /** It holds more bytes than asked for at most, and was not read. */
  | { readonly kind: 'too-large' };

/** Files inside the workspace: the checkout in Actions, the working folder on the command line. */
export interface WorkspaceFiles {
  /** Reads a file of at most so many bytes. Throws CONFIG_INVALID when the path leads outside or over a link. */
  read(path: string, maxBytes: number): Promise<FileRead>;
  /**
   * Replaces a file as a whole or not at all, makes its folders, and gives its absolute path. Throws
   * CONFIG_INVALID when the path leads outside or over a link.
   */
  write(path: string, content: string): Promise<string>;
  /**
   * Makes sure that a file could be written, and makes its folders. Throws CONFIG_INVALID when the path
   * leads outside, else an error that says what is in the way.
   */
  requireWritable(path: string): Promise<void>;
  /** Removes a file, or a link, if there is one. Throws CONFIG_INVALID when the path leads outside. */
  remove(path: string): Promise<void>;
}
