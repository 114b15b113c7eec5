/**
 * The value a JSON text holds.
 *
 * @param text - any text
 * @returns undefined when it is not JSON (JSON itself has no undefined)
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
