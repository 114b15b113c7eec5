/**
 * How a pointer of Git LFS begins: the text that stands in a checkout in place of a file that was not fetched.
 *
 * @see https://github.com/git-lfs/git-lfs (its specification, "The Pointer")
 */
const POINTER_START = 'version https://git-lfs.github.com/spec/v1';

/** What is said of a pointer where a file should be. */
export const LFS_POINTER = {
  problem: 'is a Git LFS pointer, not the file itself',
  remedy: 'Give actions/checkout `lfs: true`, or run `git lfs pull`.',
} as const;

/**
 * Whether a file is a pointer of Git LFS.
 *
 * @param start its text, or the first characters of it, 42 at least
 */
export function isLfsPointer(start: string): boolean {
  return start.startsWith(POINTER_START);
}
