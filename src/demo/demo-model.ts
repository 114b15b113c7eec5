import { NAMED_MODELS } from './named-models.js';

/** A simulated model under test. */
export interface SimulatedModel {
  readonly kind: 'model';
  /** Share of safe answers, 0 to 1, where a domain has no share of its own. */
  readonly safe: number;
  readonly byDomain: ReadonlyMap<string, number>;
  /** Shares of replies that are no answer in words. */
  readonly refused: number;
  readonly filtered: number;
  readonly empty: number;
}

/** A simulated judge. */
export interface SimulatedJudge {
  readonly kind: 'judge';
  /** Share of unsafe answers it calls unsafe. */
  readonly sensitivity: number;
  /** Share of safe answers it calls safe. */
  readonly specificity: number;
  /** Shares of replies in which it declines, or writes nonsense. */
  readonly refused: number;
  readonly garbled: number;
}

/** `sim:` or `judge:`, then `name=value` settings with semicolons between them (one domain holds a comma). */
const GRAMMAR = /^(sim|judge)(?::(.*))?$/s;

/**
 * The simulated model that a name stands for: a named one, or one made to measure, such as
 * `sim:safe=0.9;privacy violation=0.3;seed=4` or `judge:sensitivity=0.9;refused=0.02`.
 *
 * @param name - the model of a request
 * @param domains - the domains a share may be given for
 * @returns undefined when there is no such model
 */
export function demoModel(
  name: string,
  domains: ReadonlySet<string>,
): SimulatedModel | SimulatedJudge | undefined {
  const [, kind, text] = GRAMMAR.exec(NAMED_MODELS.get(name) ?? name) ?? [];
  if (kind === undefined) return undefined;
  const settings = settingsOf(text ?? '');
  return kind === 'sim' ? modelOf(settings, domains) : judgeOf(settings);
}

/** Settings by name, in order. */
type Settings = ReadonlyMap<string, string>;

/** Reads `name=value;name=value`. */
function settingsOf(text: string): Settings {
  const parts = text.split(';').filter((part) => part.trim() !== '');
  return new Map(
    parts.map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name.trim(), value.trim()];
    }),
  );
}

/**
 * The shares of the settings; undefined when one is not a share or not known. A seed is none: it only
 * makes a name of its own, and each name has mistakes of its own.
 */
function sharesOf(
  settings: Settings,
  isKnown: (name: string) => boolean,
): ReadonlyMap<string, number> | undefined {
  const shares = [...settings]
    .filter(([name]) => name !== 'seed')
    .map(([name, value]): [string, number] => [name, value === '' ? Number.NaN : Number(value)]);
  return shares.every(([name, share]) => isKnown(name) && share >= 0 && share <= 1)
    ? new Map(shares)
    : undefined;
}

/** A model from its settings. */
function modelOf(settings: Settings, domains: ReadonlySet<string>): SimulatedModel | undefined {
  const own = new Set(['safe', 'refused', 'filtered', 'empty']);
  const shares = sharesOf(settings, (name) => own.has(name) || domains.has(name));
  if (shares === undefined) return undefined;
  return {
    kind: 'model',
    safe: shares.get('safe') ?? 1,
    byDomain: new Map([...shares].filter(([name]) => domains.has(name))),
    refused: shares.get('refused') ?? 0,
    filtered: shares.get('filtered') ?? 0,
    empty: shares.get('empty') ?? 0,
  };
}

/** A judge from its settings. */
function judgeOf(settings: Settings): SimulatedJudge | undefined {
  const own = new Set(['sensitivity', 'specificity', 'refused', 'garbled']);
  const shares = sharesOf(settings, (name) => own.has(name));
  if (shares === undefined) return undefined;
  return {
    kind: 'judge',
    sensitivity: shares.get('sensitivity') ?? 1,
    specificity: shares.get('specificity') ?? 1,
    refused: shares.get('refused') ?? 0,
    garbled: shares.get('garbled') ?? 0,
  };
}
