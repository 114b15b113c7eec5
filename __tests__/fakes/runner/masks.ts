/** Hides secrets in what the runner shows, as it does itself: the values and their usual codings. */
export class Masks {
  readonly #secrets = new Set<string>();

  constructor(secrets: readonly string[] = []) {
    for (const secret of secrets) this.add(secret);
  }

  /** Hides a value from now on; of one with several lines each line too. */
  add(secret: string): void {
    const lines = secret.split(/[\r\n]/).map((line) => line.trim());
    for (const value of [secret, ...lines].filter((text) => text !== '')) {
      for (const coded of codings(value)) this.#secrets.add(coded);
    }
  }

  /** The text with each run of secrets replaced by three asterisks. */
  hide(text: string): string {
    let shown = '';
    let end = 0;
    for (const [from, to] of merged(this.#found(text))) {
      shown += `${text.slice(end, from)}***`;
      end = to;
    }
    return shown + text.slice(end);
  }

  #found(text: string): [number, number][] {
    const found: [number, number][] = [];
    for (const secret of this.#secrets) {
      for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        found.push([at, at + secret.length]);
      }
    }
    return found.sort(([a], [b]) => a - b);
  }
}

/** Places that overlap or touch are one place. */
function merged(places: readonly [number, number][]): readonly [number, number][] {
  const result: [number, number][] = [];
  for (const [from, to] of places) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

function codings(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const quoted = value.length > 8 && value.startsWith('"') && value.endsWith('"');
  return [
    value,
    ...[0, 1, 2].map((shift) =>
      bytes.subarray(bytes.length > shift ? shift : 0).toString('base64'),
    ),
    JSON.stringify(value).slice(1, -1),
    value.replaceAll('"', String.raw`\"`),
    value.replaceAll("'", "''"),
    escapeUri(value),
    escapeXml(value),
    ...(quoted ? [value.slice(1, -1)] : []),
  ];
}

function escapeUri(value: string): string {
  const isWhole = !/[\ud800-\udfff]/.test(value);
  const escaped = isWhole ? encodeURIComponent(value) : value;
  return escaped.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function escapeXml(value: string): string {
  const signs = { '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '&': '&amp;' };
  return value.replace(/[<>"'&]/g, (sign) => signs[sign as keyof typeof signs]);
}
