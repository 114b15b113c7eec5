/**
 * Whether the model that answered may be the one that was asked for. Servers add a date, leave out the
 * organisation or the path, and gateways add a suffix; so one name has to hold all words of the other.
 *
 * @param requested - the model name sent
 * @param served - the name in the reply
 * @example
 * isLikeName('gpt-4o', 'gpt-4o-2024-08-06'); // true
 * isLikeName('qwen2.5-vl-7b', 'Llama-3.1-8B'); // false
 */
export function isLikeName(requested: string, served: string): boolean {
  const [a, b] = [wordsOf(requested), wordsOf(served)];
  const [fewer, more] = a.length <= b.length ? [a, b] : [b, a];
  if (fewer.length === 0) return true;
  if (fewer.every((word) => more.includes(word))) return true;
  const [asked, given] = [a.join(''), b.join('')];
  return asked.startsWith(given) || given.startsWith(asked);
}

/** The words of the last part of a name, without what names a file or the newest. */
function wordsOf(name: string): readonly string[] {
  const last = name.toLowerCase().replace(/\/+$/, '').split('/').at(-1) ?? '';
  return last
    .replace(/\.(gguf|bin|safetensors)$/, '')
    .replace(/:latest$/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
