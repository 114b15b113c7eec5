/** What became of a comment; a refusal is a problem to warn of, never an error. */
export type PostedComment =
  | { readonly posted: true; readonly url: string }
  | { readonly posted: false; readonly problem: string };
