/** Results that are kept: a run asks for about ten, some of them twice. */
const MOST_KEPT = 32;

/**
 * A function that remembers what it gave for the last arguments: a forecast plays hundreds of runs, and the
 * plan, the outlook and the report of one run each ask for it.
 *
 * @param play - gives the same for the same arguments; plain data, numbers of all kinds and maps
 */
export function remembered<Given extends readonly unknown[], Result>(
  play: (...given: Given) => Result,
): (...given: Given) => Result {
  const kept = new Map<string, Result>();
  return (...given) => {
    const key = JSON.stringify(given, plainly);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const result = play(...given);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= MOST_KEPT) kept.delete(oldest);
    kept.set(key, result);
    return result;
  };
}

/** What JSON would leave out or confuse, as text. */
function plainly(_name: string, value: unknown): unknown {
  if (value instanceof Map) return [...(value as ReadonlyMap<unknown, unknown>)];
  return typeof value === 'number' && !Number.isFinite(value) ? `number ${value}` : value;
}
