/** Objects and arrays inside one another that are written out; the writer calls itself for each. */
const DEEPEST = 20;

/**
 * The beginning of a value's JSON, for a message. The work is bounded by what is written, and the depth too:
 * `JSON.stringify` writes megabytes before they are cut, and throws where values are nested thousands deep.
 *
 * @param value any value that JSON holds; undefined is written as `null`
 * @param most characters at most
 */
export function shortJson(value: unknown, most: number): string {
  let json = '';
  const write = (inner: unknown, depth: number): void => {
    if (json.length >= most) return;
    if (typeof inner === 'string') {
      // Cut before it is made JSON: it may hold megabytes.
      json += JSON.stringify(inner.slice(0, most));
    } else if (typeof inner !== 'object' || inner === null) {
      json += JSON.stringify(inner ?? null);
    } else if (Array.isArray(inner)) {
      list('[]', depth, inner.values(), (each) => {
        write(each, depth + 1);
      });
    } else {
      list('{}', depth, Object.keys(inner).values(), (key) => {
        json += `${JSON.stringify(key.slice(0, most))}:`;
        write(Reflect.get(inner, key), depth + 1);
      });
    }
  };
  const list = <T>(
    [open = '', close = '']: string,
    depth: number,
    members: Iterable<T>,
    writeOne: (member: T) => void,
  ): void => {
    json += open;
    let isFirst = true;
    for (const member of depth < DEEPEST ? members : []) {
      if (json.length >= most) return;
      if (!isFirst) json += ',';
      isFirst = false;
      writeOne(member);
    }
    json += depth < DEEPEST ? close : `…${close}`;
  };
  write(value, 0);
  return json.slice(0, most);
}
