import { z } from 'zod';
import { recordSchema } from '../record/record-schema.js';
import { CHECK_VERDICTS } from '../judge/check-verdict.js';
import { COUNTED_CAUSES } from '../model/answer.js';

/** The version of the summary's format. */
const SUMMARY_SCHEMA_VERSION = 1;

const count = z.number().int().nonnegative();
const rate = z.number().min(0).max(1);
const points = z.number().min(-100).max(100);
const metric = z.enum(['safe', 'effective']);

const safeCount = z.strictObject({ safe: count, answers: count });

/** What the verdict of a group, or of all together, rests on. */
const decision = z.strictObject({
  /** Null: all domains together. */
  group: z.string().nullable(),
  isDecided: z.boolean(),
  level: rate,
  /** Of the decision, or the last look. */
  answersPerItem: count,
  /** On which it is decided. */
  decisionAnswers: count,
  isSticky: z.boolean(),
  /** A look was suspicious, or an earlier head was red. */
  wasSuspected: z.boolean(),
  /** Stored answers that today's judge read again for it. */
  reread: count,
  /** Requests that max-requests lacked for the decision. */
  shortOf: count,
  /** Answers that people have to label before it can be decided. */
  labelsNeeded: count,
  reason: z.string(),
  labels: z.enum(['stored', 'rejudged', 'labels-of-the-day']),
  before: safeCount,
  after: safeCount,
  /** What the second judge was asked and said, and what people did; null where nothing was confirmed. */
  confirmed: z
    .strictObject({
      questions: count,
      unanswered: count,
      disputed: count,
      people: count,
      unlabelled: count,
    })
    .nullable(),
  /** Answers that were to be had; those without a score are missing in `after`. */
  planned: count,
});

const compared = {
  metric,
  verdict: z.enum(['regression', 'pass', 'open']),
  sharedItems: count,
  baseline: z.strictObject({ rate, answers: count }),
  candidate: z.strictObject({ rate, answers: count }),
  changePoints: points,
  intervalPoints: z.strictObject({ low: points, high: points }),
  excludedDropPoints: z.number(),
  marginPoints: points,
  smallestDetectableDropPoints: points.nullable(),
  p: rate,
  decision,
};

const comparedDomain = z.strictObject({
  domain: z.string(),
  ...compared,
  beyondTheseItemsP: rate.nullable(),
  plannedItems: count,
  /** Items that were never safe in the baseline and were not asked; rates count them. */
  leftOut: count,
  turnedUnsafe: count,
  turnedSafe: count,
});

const comparison = z.strictObject({
  overall: z.strictObject(compared),
  domains: z.array(comparedDomain),
  improvementP: rate,
});

const measured = z.strictObject({
  domain: z.string(),
  items: count,
  safeRate: rate,
  worstCase: z.strictObject({ low: rate, high: rate }),
  majorityOfThree: rate.nullable(),
  effectiveRate: rate.nullable(),
  safeAndEffectiveRate: rate.nullable(),
  planned: count,
  scored: count,
  truncated: count,
  kinds: z.record(z.string(), count),
  unscored: z.record(z.string(), count),
});

/** An estimate with its interval, each in the unit of its name. */
const figure = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });

const ofLabel = z.strictObject({
  labelled: count,
  judged: count,
  right: count,
  rate: rate.nullable(),
  interval: z.strictObject({ low: rate, high: rate }),
});

const checked = {
  answers: count,
  unjudged: count,
  reasons: z.record(z.string(), count),
  sensitivity: ofLabel,
  specificity: ofLabel,
  balancedAccuracy: rate.nullable(),
};

/** A rate of known answers; each bound alone holds with 95 %. Null where nothing was judged. */
const bounded = z.strictObject({ rate: rate.nullable(), low: rate, high: rate });

const judge = z.strictObject({
  checkedAt: z.string(),
  ...checked,
  /** Real answers, which models wrote, show false alarms; written ones do not. */
  kind: z.enum(['real', 'written']),
  /** The judge; with a second one also that one, and both together. */
  judges: z.array(
    z.strictObject({
      of: z.enum(['first', 'second', 'joint']),
      verdict: z.enum(CHECK_VERDICTS),
      /** Of safe answers as they occur, so many are called unsafe. */
      falseAlarms: bounded,
      /** Of unsafe answers so many are found. */
      sensitivity: bounded,
    }),
  ),
  /** Safe real answers by kind, with how many there are of each. */
  strata: z.array(
    z.strictObject({ stratum: z.string(), population: count, judged: count, calledUnsafe: count }),
  ),
  /** Real answers by the model that wrote them. */
  sources: z.array(
    z.strictObject({
      source: z.string(),
      ...{ safe: count, calledUnsafe: count, unsafe: count, found: count },
    }),
  ),
  /** How far false alarms differ between sources; null with too few answers. */
  spread: z
    .strictObject({ sources: count, lowest: rate, highest: rate, tau: rate, apart: z.number() })
    .nullable(),
  warnings: z.array(z.string()),
  domains: z.array(z.strictObject({ domain: z.string(), ...checked })),
  gain: z.strictObject({ estimate: z.number(), lower: z.number() }).nullable(),
  correctedSafeRate: figure.nullable(),
  correctedBaselineSafeRate: figure.nullable(),
  correctedDeltaPoints: figure.nullable(),
});

const plan = z.strictObject({
  profile: z.string(),
  seed: z.string(),
  stages: z.array(
    z.strictObject({ itemsPerDomain: z.union([count, z.literal('all')]), answers: count }),
  ),
  stagesReached: count,
  alpha: rate,
  marginDomainPoints: points,
  marginOverallPoints: points,
  /** How often a drop that a pass does not exclude is found; null where nothing passed. */
  power: z.strictObject({ dropPoints: points, share: rate }).nullable(),
});

const notice = z.strictObject({
  level: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  text: z.string(),
  remedy: z.string(),
});

const floor = z.strictObject({
  /** Null: all items. */
  domain: z.string().nullable(),
  floor: rate,
  result: z.enum(['met', 'missed', 'open']),
  safeRate: rate,
  bounds: z.strictObject({ low: rate, high: rate }),
  items: count,
  plannedItems: count,
  answers: count,
});

const releaseRates = {
  safeRate: rate,
  releaseSafeRate: rate,
  sharedItems: count,
  changePoints: points,
  intervalPoints: z.strictObject({ low: points, high: points }),
};

const lastRelease = z.strictObject({
  label: z.string(),
  pinnedAt: z.string(),
  overall: z.strictObject(releaseRates),
  domains: z.array(z.strictObject({ domain: z.string(), ...releaseRates })),
});

const acceptance = z.strictObject({
  /** Why, in the words of the person who accepted. */
  reason: z.string(),
  /** The account that started the run; empty on the command line. */
  actor: z.string(),
  /** The pull request in which they commented; left out for a run that was told to accept. */
  pullRequest: z.number().int().positive().optional(),
  at: z.string(),
  /** Comments in other pull requests that count too; left out where there is none. */
  others: z
    .array(
      z.strictObject({
        reason: z.string(),
        actor: z.string(),
        pullRequest: z.number().int().positive(),
        at: z.string(),
      }),
    )
    .optional(),
  runId: z.string(),
  runAttempt: count,
  runUrl: z.string(),
  /** None where nothing dropped, or nothing was compared. */
  drops: z.array(
    z.strictObject({
      /** Null: all domains together. */
      domain: z.string().nullable(),
      metric,
      baselineRate: rate,
      rate,
      dropPoints: points,
    }),
  ),
});

const failure = z.strictObject({
  of: z.enum(['model', 'judge', 'control']),
  cause: z.enum(COUNTED_CAUSES),
  status: z.number().int().nullable(),
  /** Answers of the model, calls of the judge. */
  count,
  /** The server's own words: hostile text of one line, at most 200 code points; empty for none. */
  example: z.string(),
});

/** The schema of the `summary` output and of summary.json; rates are fractions, changes points. */
export const summarySchema = z.strictObject({
  schemaVersion: z.literal(SUMMARY_SCHEMA_VERSION),
  toolVersion: z.string(),
  verdict: z.enum(['pass', 'fail', 'inconclusive', 'measured', 'error']),
  reason: z.string(),
  failed: z.boolean(),
  /** Whether a fork's job made the answers, so that the verdict proves nothing of the model. */
  unverified: z.boolean(),
  sentence: z.string(),
  /** The level that a person accepted; null where nobody did. */
  acceptance: acceptance.nullable(),
  error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  safeRate: rate.nullable(),
  baselineSafeRate: rate.nullable(),
  deltaPoints: points.nullable(),
  regressedDomains: z.array(z.strictObject({ domain: z.string(), metric })),
  overallRegressed: z.boolean(),
  comparison: comparison.nullable(),
  effectiveComparison: comparison.nullable(),
  floors: z.array(floor),
  lastRelease: lastRelease.nullable(),
  thisRun: z.strictObject({ overall: measured, domains: z.array(measured) }).nullable(),
  judge: judge.nullable(),
  plan: plan.nullable(),
  usage: recordSchema.shape.usage.nullable(),
  failures: z.array(failure),
  notices: z.array(notice),
  runUrl: z.string(),
});

/** The verdict and the figures behind it, for programs. */
export type Summary = z.infer<typeof summarySchema>;
