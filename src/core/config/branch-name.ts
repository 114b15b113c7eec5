/** Long enough for any branch, short enough for messages. */
const LONGEST = 200;

/** What git allows in no branch: spaces, controls, and what its own commands read as more. */
const FORBIDDEN = /[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.$/;

/** What no part between slashes may be or begin or end with. */
const BAD_PART = /^$|^[.-]|\.lock$/;

/**
 * Whether a text can name a branch, and nothing but a branch: git's rules for refs, a dash first
 * refused, and no name that would read as a full ref.
 *
 * @param name without `refs/heads/`
 * @see https://git-scm.com/docs/git-check-ref-format
 */
export function isBranchName(name: string): boolean {
  if (name === '@' || name.length > LONGEST || FORBIDDEN.test(name)) return false;
  const parts = name.split('/');
  return parts[0] !== 'refs' && !parts.some((part) => BAD_PART.test(part));
}
