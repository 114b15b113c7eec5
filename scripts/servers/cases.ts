import type { Flags, Ran } from './run-cli.js';
import type { Exchange } from './tap.js';

/** What a case has to come to; what is left out is not looked at. */
export interface Expected {
  readonly exit: number;
  /** Of the failure that ended the run. */
  readonly code?: string;
  /** Requests for answers, all attempts counted. */
  readonly atMost?: number;
  /** Somewhere in what the run said. */
  readonly says?: RegExp;
  /** Whether every sample has an answer. */
  readonly losesNothing?: boolean;
  /** Capabilities of the model, as the record has them. */
  readonly found?: Readonly<Record<string, string>>;
  /** What the requests asked for. */
  readonly asked?: (exchanges: readonly Exchange[]) => boolean;
}

/** A sweep against a real server. */
export interface Case {
  /** As the table has it. */
  readonly name: string;
  readonly flags?: Flags;
  readonly expected: Expected;
}

/** What a case came to, with what was not as expected. */
export interface CaseResult {
  readonly server: string;
  readonly name: string;
  readonly ran: Ran;
  /** Counted on the way, or by the run itself where nothing stood in between. */
  readonly requests: number;
  readonly faults: readonly string[];
}

/** Twenty items of one domain, short answers. */
export const USUAL: Flags = {
  dataset: 'smoke',
  domains: 'self-harm',
  repeats: '3',
  'max-tokens': '16',
};

/**
 * Compares what happened with what was expected.
 *
 * @param exchanges what a tap saw; undefined without a tap
 */
export function resultOf(
  server: string,
  { name, expected }: Case,
  ran: Ran,
  exchanges: readonly Exchange[] | undefined,
): CaseResult {
  const requests = exchanges?.length ?? ran.record?.usage.model.requests ?? 0;
  const { exit, code, atMost, says, losesNothing, found = {}, asked } = expected;
  const kinds = ran.record?.items.flatMap(({ repeats }) => repeats.map(({ kind }) => kind)) ?? [];
  const lost = kinds.filter((kind) => kind === 'failed').length;
  const faults = [
    ran.exitCode !== exit && `exit code ${ran.exitCode}, not ${exit}`,
    code !== undefined && ran.error?.code !== code && `code ${ran.error?.code}, not ${code}`,
    atMost !== undefined && requests > atMost && `${requests} requests, not ${atMost} at most`,
    says?.test(ran.text.replace(/\s+/g, ' ')) === false && `does not say ${says}`,
    losesNothing === true &&
      (kinds.length === 0 || lost > 0) &&
      `${lost} of ${kinds.length} samples lost`,
    ...Object.entries(found).map(([key, value]) => {
      const is = ran.record?.capabilities.model[key];
      return is !== value && `${key} is ${is}, not ${value}`;
    }),
    asked?.(exchanges ?? []) === false && 'did not ask for what was expected',
  ];
  return { server, name, ran, requests, faults: faults.filter((fault) => fault !== false) };
}

/** Whether some request asked for so many answers at once. */
export function askedFor(n: number): (exchanges: readonly Exchange[]) => boolean {
  return (exchanges) => exchanges.some((each) => each.n === n);
}
