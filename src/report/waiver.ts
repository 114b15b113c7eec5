import { z } from 'zod';
import { METRICS } from '../decide/metric.js';
import { clipText } from '../clean-text.js';
import type { MemorySeal } from './memory-seal.js';
import { keptGroups, LONGEST_NAME, MOST_GROUPS, type RedGroup } from './red-groups.js';

/** The most waivers that a file holds; older ones give way. */
const MOST_WAIVERS = 100;

/** The most bytes of a file of waivers. */
export const MOST_WAIVER_BYTES = 1024 * 1024;

/** A reason is a sentence or two, in characters. */
export const LONGEST_REASON = 500;

/** A login of GitHub has 39 characters at most; apps add `[bot]`. */
const LONGEST_ACTOR = 60;

const digest = z.string().regex(/^[0-9a-f]{32}$/);

const waiver = z.strictObject({
  pullRequest: z.number().int().positive(),
  /** The pull request's head. */
  head: z.string().regex(/^[0-9a-f]{7,64}$/),
  target: digest,
  baselineName: z.string().max(100),
  protocol: digest,
  baseline: digest,
  /** What was red and is accepted, with the drop of each: a fraction, and the most that is accepted. */
  accepted: z
    .array(
      z.strictObject({
        metric: z.enum(METRICS),
        /** Null: all items together. */
        domain: z
          .string()
          .max(LONGEST_NAME + 40)
          .nullable(),
        drop: z.number().min(0).max(1),
      }),
    )
    .min(1)
    .max(MOST_GROUPS),
  /** The account that commented. */
  actor: z.string().max(LONGEST_ACTOR),
  reason: z.string().max(LONGEST_REASON),
  at: z.iso.datetime(),
  seal: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

const fileSchema = z.strictObject({ version: z.literal(1), waivers: z.array(waiver) });

/** What a person accepted of one pull request's head, by a comment. */
export type Waiver = z.infer<typeof waiver>;

/**
 * Why a level begins that waivers accept, as a baseline keeps it.
 *
 * @param given what was accepted, at least one
 * @example 'octocat in pull request 7: the new model is worth it'
 */
export function waiverReason(given: readonly Waiver[]): string {
  return given
    .map(({ actor, pullRequest, reason }) => `${actor} in pull request ${pullRequest}: ${reason}`)
    .join('; ');
}

/** What a waiver has to be of, to the letter. */
export type WaiverSubject = Pick<
  Waiver,
  'pullRequest' | 'head' | 'target' | 'baselineName' | 'protocol' | 'baseline'
>;

/** What a waiver is made from; texts are cleaned and cut. */
type WaiverParts = Omit<Waiver, 'seal'>;

/**
 * A waiver as it is stored.
 *
 * @param parts who accepts what, when and why
 * @param seal proves that a run with the gate's keys wrote it
 */
export function makeWaiver(parts: WaiverParts, seal: MemorySeal): Waiver {
  const plain = {
    ...parts,
    actor: clipText(parts.actor, LONGEST_ACTOR),
    reason: clipText(parts.reason, LONGEST_REASON),
  };
  const proof = seal.of(sealedText(plain));
  return waiver.parse(proof === undefined ? plain : { ...plain, seal: proof });
}

/** What a seal covers: all of it, in one order. */
function sealedText(parts: WaiverParts): string {
  const { pullRequest, head, target, baselineName, protocol, baseline } = parts;
  const accepted = parts.accepted.map(({ metric, domain, drop }) => [metric, domain, drop]);
  const subject = [pullRequest, head, target, baselineName, protocol, baseline];
  return `waiver ${JSON.stringify([...subject, accepted, parts.actor, parts.reason, parts.at])}`;
}

/**
 * Whether a waiver may be believed: where the run has a secret to seal with, its seal has to fit.
 *
 * @param seal of the waiver's own pull request
 */
export function isBelieved(given: Waiver, seal: MemorySeal): boolean {
  const expected = seal.of(sealedText(given));
  return expected === undefined || expected === given.seal;
}

/**
 * The waivers of a file.
 *
 * @param text the file; anything that is none gives none
 * @returns undefined for a file that cannot be read
 */
export function parseWaivers(text: string): readonly Waiver[] | undefined {
  try {
    return fileSchema.parse(JSON.parse(text)).waivers;
  } catch {
    return undefined;
  }
}

/**
 * A file of waivers with one more, newest first.
 *
 * @param stored those that it holds
 */
export function renderWaivers(added: Waiver, stored: readonly Waiver[]): string {
  const waivers = [added, ...stored].slice(0, MOST_WAIVERS);
  return `${JSON.stringify({ version: 1, waivers }, undefined, 1)}\n`;
}

/**
 * Whether a waiver is of this subject.
 *
 * @param subject the pull request, head, target and digests of a run
 */
export function isOf(given: Waiver, subject: WaiverSubject): boolean {
  const keys = Object.keys(subject) as (keyof WaiverSubject)[];
  return keys.every((key) => given[key] === subject[key]);
}

/**
 * Whether waivers cover everything that is red: each group by name, with at most the drop that one of them accepts.
 * Drops are not added up: a pull request that was brought up to date shows those of others in its own.
 *
 * @param given waivers of one level; none cover nothing
 * @param red what is red; nothing is covered by no waiver, and a group without a drop neither
 */
export function covers(
  given: readonly Pick<Waiver, 'accepted'>[],
  red: readonly RedGroup[],
): boolean {
  return red.length > 0 && uncovered(given, red).length === 0;
}

/** A red group that no waiver covers. */
interface UncoveredGroup extends RedGroup {
  /** The largest drop of it that was accepted; undefined where nobody accepted any. */
  readonly accepted: number | undefined;
}

/**
 * The red groups that no waiver covers.
 *
 * @param given waivers of one level; none cover nothing
 * @param red what is red
 */
export function uncovered(
  given: readonly Pick<Waiver, 'accepted'>[],
  red: readonly RedGroup[],
): readonly UncoveredGroup[] {
  const all = given.flatMap(({ accepted }) => accepted);
  return keptGroups(red).flatMap((group) => {
    const { metric, domain, drop } = group;
    const drops = all
      .filter((each) => each.metric === metric && each.domain === domain)
      .map((each) => each.drop);
    const most = drops.length === 0 ? undefined : Math.max(...drops);
    const isCovered = drop !== undefined && most !== undefined && drop <= most;
    return isCovered ? [] : [{ ...group, accepted: most }];
  });
}
