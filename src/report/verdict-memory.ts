import { z } from 'zod';
import type { VerdictReason } from '../decide/verdict.js';
import { METRICS } from '../decide/metric.js';
import {
  boundGroups,
  keptGroups,
  LONGEST_NAME,
  MOST_GROUPS,
  type RedGroup,
  unnamedGroups,
} from './red-groups.js';

/** The most verdicts that are kept. */
const MOST_VERDICTS = 8;

/** The most characters of an encoded memory. */
export const LONGEST_MEMORY = 6000;

/** The reasons that are kept of each verdict: those that a whole run decided. */
const REASONS = {
  pass: ['no-regression', 'improved', 'above-floor'],
  fail: ['regression', 'over-refusal', 'below-floor'],
  inconclusive: ['insufficient-evidence', 'invalid'],
} as const satisfies {
  readonly [V in 'pass' | 'fail' | 'inconclusive']: readonly Extract<
    VerdictReason,
    { readonly verdict: V }
  >['reason'][];
};

const digest = z.string().regex(/^[0-9a-f]{32}$/);

const subject = {
  head: z.string().regex(/^[0-9a-f]{7,64}$/),
  base: digest,
  target: digest,
  baseline: digest,
  protocol: digest,
  terms: digest,
};

const group = {
  metric: z.enum(METRICS),
  /** All items together: null. */
  domain: z
    .string()
    .max(LONGEST_NAME + 40)
    .nullable(),
};

/** By how much a group dropped, a fraction; missing where no figure stands for the group. */
const drop = z.number().min(0).max(1).optional();

const rest = {
  red: z.array(z.strictObject({ ...group, drop })).max(MOST_GROUPS),
  /** When the run came to it, in seconds since the epoch; missing in older memories. */
  at: z.number().int().nonnegative().optional(),
  runId: z.string().regex(/^\d{1,15}$/),
  runAttempt: z.number().int().min(1).max(1_000_000),
};

const verdictSchema = z.discriminatedUnion('verdict', [
  z.strictObject({
    ...subject,
    ...rest,
    verdict: z.literal('pass'),
    reason: z.enum(REASONS.pass),
  }),
  z.strictObject({
    ...subject,
    ...rest,
    verdict: z.literal('fail'),
    reason: z.enum(REASONS.fail),
  }),
  z.strictObject({
    ...subject,
    ...rest,
    verdict: z.literal('inconclusive'),
    reason: z.enum(REASONS.inconclusive),
  }),
]);

const memorySchema = z.strictObject({
  verdicts: z.array(verdictSchema).max(MOST_VERDICTS),
  sticky: z.array(z.strictObject({ ...group, protocol: digest })).max(MOST_GROUPS),
});

/**
 * What a verdict belongs to: the pull request's head and the name of its base branch, who was asked,
 * what was compared with, how it was asked, and how it was decided. All but the head are digests.
 */
export type VerdictSubject = {
  readonly [Field in keyof typeof subject]: string;
};

/** A verdict that a pull request had, with what it belongs to and the run that made it. */
export type RememberedVerdict = z.infer<typeof verdictSchema>;

/** What is known of a pull request's earlier runs. */
export interface VerdictMemory {
  readonly verdicts: readonly RememberedVerdict[];
  /**
   * Groups that were red on a head and have not been in a pass of their protocol since, for a run
   * that decides such groups first.
   */
  readonly sticky: readonly (RedGroup & { readonly protocol: string })[];
}

/** A memory as it was found. */
export interface FoundMemory {
  readonly memory: VerdictMemory;
  /** Whether it is proved that a run of this gate wrote it. */
  readonly isAuthentic: boolean;
}

/** Nothing is known. */
export const NO_MEMORY: VerdictMemory = { verdicts: [], sticky: [] };

/** Verdict and reason as they are kept; undefined for one that decided nothing, such as an error. */
function rememberable({
  verdict,
  reason,
}: VerdictReason): Pick<RememberedVerdict, 'verdict' | 'reason'> | undefined {
  const kept: readonly string[] =
    verdict === 'error' || verdict === 'measured' ? [] : REASONS[verdict];
  return kept.includes(reason)
    ? ({ verdict, reason } as Pick<RememberedVerdict, 'verdict' | 'reason'>)
    : undefined;
}

/**
 * A verdict as it is kept.
 *
 * @param belongsTo what it belongs to
 * @param said what the run came to
 * @param red its red groups; of more than 40, all items together stand for all
 * @param run which run it is, and when it came to this in milliseconds since the epoch
 * @returns undefined for a verdict that decided nothing, or a head or run without a proper id
 */
export function remembered(
  belongsTo: VerdictSubject,
  said: VerdictReason,
  red: readonly RedGroup[],
  {
    runId,
    runAttempt,
    atMs,
  }: Pick<RememberedVerdict, 'runId' | 'runAttempt'> & { readonly atMs?: number },
): RememberedVerdict | undefined {
  const kept = rememberable(said);
  if (kept === undefined) return undefined;
  const at = atMs === undefined ? {} : { at: Math.floor(atMs / 1000) };
  const fields = { ...belongsTo, ...kept, red: keptGroups(red), ...at, runId, runAttempt };
  return verdictSchema.safeParse(fields).data;
}

/** Whether two verdicts belong to the same. */
function isSameSubject(a: VerdictSubject, b: VerdictSubject): boolean {
  return subjectKey(a) === subjectKey(b);
}

/** What a verdict belongs to, as a key. */
function subjectKey({ head, base, target, baseline, protocol, terms }: VerdictSubject): string {
  return [head, base, target, baseline, protocol, terms].join(' ');
}

/** Above 0 when `a` is of the newer run. */
function compareVerdicts(a: RememberedVerdict, b: RememberedVerdict): number {
  return Number(a.runId) - Number(b.runId) || a.runAttempt - b.runAttempt;
}

/**
 * The red verdict that a run of this subject repeats.
 *
 * @param memory what is known
 * @param belongsTo what the run's verdict will belong to
 * @returns undefined when there is none
 */
export function redOf(
  { verdicts }: VerdictMemory,
  belongsTo: VerdictSubject,
): RememberedVerdict | undefined {
  return verdicts.find((each) => each.verdict === 'fail' && isSameSubject(each, belongsTo));
}

/**
 * The verdict that a run repeats in which nothing has changed since: of the same subject, and after a
 * mere edit of the title also one that was compared with an older baseline of the same base branch. A
 * red one goes before all others, else the newest counts.
 *
 * @param memory what is known
 * @param belongsTo what the run's verdict will belong to
 * @param isAnyBaseline whether the baseline may be another one
 * @returns undefined when there is none
 */
export function lastVerdict(
  { verdicts }: VerdictMemory,
  belongsTo: VerdictSubject,
  isAnyBaseline: boolean,
): RememberedVerdict | undefined {
  const fitting = verdicts
    .filter((each) =>
      isSameSubject(isAnyBaseline ? { ...each, baseline: belongsTo.baseline } : each, belongsTo),
    )
    .sort(compareVerdicts);
  return fitting.find(({ verdict }) => verdict === 'fail') ?? fitting.at(-1);
}

/**
 * A memory with one verdict more. Its red groups stick until a head passes under the same protocol.
 *
 * @param memory what was known
 * @param verdict what a run came to; undefined adds nothing
 */
export function withVerdict(
  memory: VerdictMemory,
  verdict: RememberedVerdict | undefined,
): VerdictMemory {
  if (verdict === undefined) return memory;
  const { protocol, red } = verdict;
  const kept =
    verdict.verdict === 'pass'
      ? memory.sticky.filter((one) => one.protocol !== protocol)
      : memory.sticky;
  const added =
    verdict.verdict === 'fail'
      ? red.map(({ metric, domain }) => ({ metric, domain, protocol }))
      : [];
  return { verdicts: [...memory.verdicts, verdict], sticky: boundGroups([...kept, ...added]) };
}

/**
 * One memory of several, within bounds. Of one subject a red verdict goes before any other, with the
 * red groups of all; else the newest stays. Of a memory that nobody vouches for only what is red is
 * taken: who forges one can block, and can hide nothing. Where there are too many, the verdicts of this
 * run's head stay first, then those that are proved, then red ones, then newer ones.
 *
 * @param found memories
 * @param head the head of this run
 */
export function mergeMemories(found: readonly FoundMemory[], head: string): VerdictMemory {
  const all: readonly Claimed[] = found.flatMap(({ memory, isAuthentic }) =>
    memory.verdicts
      .filter(({ verdict }) => isAuthentic || verdict === 'fail')
      .map((verdict) => ({ verdict, isAuthentic })),
  );
  const bySubject = new Map<string, Claimed>();
  for (const each of all) {
    const key = subjectKey(each.verdict);
    const held = bySubject.get(key);
    bySubject.set(key, held === undefined ? each : strongerOf(held, each));
  }
  const rank = ({ verdict, isAuthentic }: Claimed): number =>
    (verdict.head === head ? 4 : 0) + (isAuthentic ? 2 : 0) + (verdict.verdict === 'fail' ? 1 : 0);
  const verdicts = [...bySubject.values()]
    .sort((a, b) => rank(b) - rank(a) || compareVerdicts(b.verdict, a.verdict))
    .slice(0, MOST_VERDICTS)
    .map(({ verdict }) => verdict);
  return { verdicts, sticky: boundGroups(found.flatMap(({ memory }) => memory.sticky)) };
}

/** A verdict, and whether it is proved. */
interface Claimed {
  readonly verdict: RememberedVerdict;
  readonly isAuthentic: boolean;
}

/** What stays of two verdicts of one subject. */
function strongerOf(a: Claimed, b: Claimed): Claimed {
  const [isRed, isOtherRed] = [a.verdict.verdict === 'fail', b.verdict.verdict === 'fail'];
  if (isRed && isOtherRed) {
    const first = a.isAuthentic === b.isAuthentic ? older(a, b) : a.isAuthentic ? a : b;
    const red = boundGroups([...a.verdict.red, ...b.verdict.red]);
    return { verdict: { ...first.verdict, red }, isAuthentic: first.isAuthentic };
  }
  if (isRed !== isOtherRed) return isRed ? a : b;
  return older(a, b) === a ? b : a;
}

/** The verdict of the earlier run. */
function older(a: Claimed, b: Claimed): Claimed {
  return compareVerdicts(a.verdict, b.verdict) <= 0 ? a : b;
}

/**
 * A memory as one word of letters, digits, dots and underscores, which ends no HTML comment.
 *
 * @param memory what is to be known, the most important verdict first
 * @returns at most {@link LONGEST_MEMORY} characters: names of groups go before verdicts do
 */
export function encodeMemory(memory: VerdictMemory): string {
  const word = wordOf(memory);
  if (word.length <= LONGEST_MEMORY) return word;
  const unnamed: VerdictMemory = {
    verdicts: memory.verdicts.map((each) => ({ ...each, red: unnamedGroups(each.red) })),
    sticky: unnamedGroups(memory.sticky),
  };
  const shorter = wordOf(unnamed);
  if (shorter.length <= LONGEST_MEMORY) return shorter;
  return encodeMemory({ ...unnamed, verdicts: unnamed.verdicts.slice(0, -1) });
}

/** The JSON of a memory in base64, with a dot and an underscore for what is no word. */
function wordOf(memory: VerdictMemory): string {
  const bytes = new TextEncoder().encode(JSON.stringify(memory));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '.').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * The memory of a word.
 *
 * @param word what {@link encodeMemory} gave, or anything else that somebody wrote
 * @returns an empty memory for a word that is none
 */
export function decodeMemory(word: string): VerdictMemory {
  if (word.length > LONGEST_MEMORY) return NO_MEMORY;
  try {
    const binary = atob(word.replaceAll('.', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return memorySchema.parse(JSON.parse(text));
  } catch {
    return NO_MEMORY;
  }
}
