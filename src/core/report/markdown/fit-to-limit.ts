/**
 * The first of some renderings that fits; the later ones say less. They are made one by one, so
 * that a long one is thrown away before the next is begun.
 *
 * @param levels how to make each rendering, the fullest first; one or more
 * @param fits whether a rendering is short enough
 * @returns the first that fits, else the last
 */
export function firstThatFits(
  levels: readonly [() => string, ...(() => string)[]],
  fits: (text: string) => boolean,
): string {
  let text = '';
  for (const render of levels) {
    text = render();
    if (fits(text)) break;
  }
  return text;
}
