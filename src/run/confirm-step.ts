import { storedSamples, type StoredSample, type TodaysLabel } from '../baseline/relabel.js';
import type { ComparisonPlan } from '../baseline/build-comparisons.js';
import { type ChosenBaseline, runsAgainst } from '../baseline/choose-baseline.js';
import type { ConfirmRequest } from '../decide/decision-state.js';
import {
  type ItemReadings,
  type JudgedAnswer,
  type JudgeLabel,
  readItem,
} from '../decide/readings.js';
import { sampleKey } from '../decide/samples.js';
import { digestOf } from '../digest.js';
import { GateError } from '../errors.js';
import { formatCount } from '../format.js';
import type { Item } from '../dataset/item.js';
import type { HumanLabels } from '../judge/human-labels.js';
import type { Judgement } from '../judge/judgement.js';
import type { Budget } from '../model/limits.js';
import type { SweepRecord } from '../record/record-schema.js';
import { confirmKey, type SweepResults } from '../record/results.js';
import { startProgress } from './progress.js';
import type { ArmStore, ResultStore } from './result-store.js';
import type { Run } from './run.js';
import type { Confirm } from './staged-sweep.js';
import type { StoredTexts } from './stored-texts.js';
import type { JudgeAnswer } from './sweep-samples.js';

/** What requests are answered with. */
export interface ConfirmParts {
  readonly plan: Pick<ComparisonPlan, 'comparisons' | 'poolMode'>;
  readonly chosenBaseline: ChosenBaseline | undefined;
  readonly items: ReadonlyMap<number, Item>;
  readonly texts: StoredTexts;
  /** What today's first judge says of stored answers. */
  readonly label: TodaysLabel;
  readonly resultStore: Pick<ResultStore, 'results' | 'confirmed' | 'confirm'>;
  /** Answers of the baseline's model, where it is asked in this run in place of a stored baseline. */
  readonly control?: Pick<ArmStore, 'results'> | undefined;
  /** Undefined where only people confirm. */
  readonly second: SecondJudge | undefined;
  /** What people say; undefined where no file is named. */
  readonly people: HumanLabels | undefined;
  readonly budget: Budget;
  /** Calls under way at once. */
  readonly atOnce: number;
}

/** The second judge of a run. */
export interface SecondJudge {
  /** Digest of all that makes its labels its own. */
  readonly by: string;
  /** Undefined where it cannot be asked. */
  readonly judge: JudgeAnswer<Judgement> | undefined;
}

/** An answer of either side. */
interface Told {
  readonly itemId: number;
  /** By the first judge, or by its kind. */
  readonly first: JudgeLabel | null;
  /** Undefined for an answer without words, of which no judge is asked. */
  readonly text: string | undefined;
  /** SHA-256 of its words; empty without. */
  readonly answerDigest: string;
}

/** Both sides of one comparison, by item. */
interface Sides {
  readonly comparison: number;
  readonly items: ReadonlyMap<
    number,
    { readonly before: readonly Told[]; readonly after: readonly Told[] }
  >;
}

/**
 * Has answers of both sides that the first judge calls unsafe judged by the second one, the same words of
 * an item only once, and reads what people say of them. What cannot be paid in full is not begun. What
 * stops the second judge stops the run of nothing else: what would be red stays open.
 *
 * @param run clock and logs
 * @param parts the answers, and who is asked
 */
export function answerConfirm(
  run: Pick<Run, 'clock' | 'log' | 'events'>,
  parts: ConfirmParts,
): Confirm {
  const { budget, second, texts } = parts;
  let isLost = false;
  return async (request, title, signal) => {
    const runs = request.comparisons.flatMap((comparison) => runsOf(parts, comparison));
    const { texts: known } = await texts.of(runs);
    if (runs.some((each) => !known.has(each.answersDigest)))
      return { kind: 'unconfirmed', because: 'texts' };
    const wordsOf = ({ run: { answersDigest }, ...sample }: StoredSample): string | undefined =>
      known.get(answersDigest)?.get(sampleKey(sample));
    const sides = request.comparisons.map((each) => sidesOf(parts, request, each, wordsOf));
    const open = second === undefined ? [] : openQuestions(parts, second, sides);
    if (open.length > 0) {
      if (second?.judge === undefined || isLost) return { kind: 'unconfirmed', because: 'judge' };
      const shortOf = open.length - budget.left();
      if (shortOf > 0) {
        run.log.warning(
          `${title}: asking the second judge about ${formatCount(open.length, 'answer')} needs as many requests, and max-requests leaves ${budget.left()}: not asked.`,
        );
        return { kind: 'refused', shortOf };
      }
      try {
        await askSecond(run, { ...parts, second, open, title }, signal);
      } catch (error) {
        if (!(error instanceof GateError) || signal.aborted) throw error;
        if (error.code === 'BUDGET_EXHAUSTED') {
          return { kind: 'refused', shortOf: openQuestions(parts, second, sides).length };
        }
        isLost = true;
        const problem = `The second judge cannot be asked: ${error.message} What would be red stays open.`;
        run.events.append({ type: 'noted', note: { confirmProblem: problem } });
        return { kind: 'unconfirmed', because: 'judge' };
      }
    }
    run.events.append({ type: 'confirmed', name: title, questions: open.length });
    const readings = sides.map((each) => [each.comparison, readingsOf(parts, each)] as const);
    return { kind: 'confirmed', readings: new Map(readings) };
  };
}

/** The stored runs that a comparison is with. */
function runsOf(
  { plan, chosenBaseline }: ConfirmParts,
  comparison: number,
): readonly SweepRecord[] {
  return runsAgainst(chosenBaseline, plan.comparisons[comparison]?.against ?? 'pool');
}

/** The answers of one comparison that a request is about. */
function sidesOf(
  parts: ConfirmParts,
  { wanted }: ConfirmRequest,
  comparison: number,
  wordsOf: (sample: StoredSample) => string | undefined,
): Sides {
  const { plan, label, resultStore, control } = parts;
  const { against } = plan.comparisons[comparison] ?? {};
  if (control !== undefined && (against === 'control' || against === 'candidate')) {
    const both = [control.results, resultStore.results] as const;
    const [base, tested] = against === 'control' ? both : ([both[1], both[0]] as const);
    const live = wanted.map(({ item, answers }) => {
      const before = givenAnswers(base, item, answers);
      return [item, { before, after: givenAnswers(tested, item, answers) }] as const;
    });
    return { comparison, items: new Map(live) };
  }
  const stored = storedSamples(runsOf(parts, comparison), {
    metric: 'safe',
    poolMode: plan.poolMode,
    items: new Set(wanted.map(({ item }) => item)),
  });
  const items = wanted.map(({ item: itemId, answers }) => {
    const before = (stored.get(itemId) ?? []).map((sample) => {
      const said = label(sample, 'safe')?.label;
      const today = said === 'safe' || said === 'unsafe' ? said : null;
      const first = sample.hasWords ? today : labelOf(sample.mark);
      return told(itemId, first, sample.hasWords ? wordsOf(sample) : undefined);
    });
    const after = givenAnswers(resultStore.results, itemId, answers);
    return [itemId, { before, after }] as const;
  });
  return { comparison, items: new Map(items) };
}

/** The first answers to an item that a model gave in this run. */
function givenAnswers(results: SweepResults, itemId: number, answers: number): readonly Told[] {
  return Array.from({ length: answers }, (_, index) => {
    const given = results.get(sampleKey({ itemId, repeat: index + 1 }));
    const words = given !== undefined && 'text' in given.answer ? given.answer.text : undefined;
    return told(itemId, labelOf(given?.score.safe), words);
  });
}

/** An answer with the digest of its words. */
function told(itemId: number, first: JudgeLabel | null, text: string | undefined): Told {
  return { itemId, first, text, answerDigest: text === undefined ? '' : digestOf(text) };
}

/** The label that a score stands for. */
function labelOf(mark: number | null | undefined): JudgeLabel | null {
  return mark === 1 ? 'safe' : mark === 0 ? 'unsafe' : null;
}

/** What the second judge has not been asked yet: each words of an item once. */
function openQuestions(
  { people, resultStore }: ConfirmParts,
  { by }: SecondJudge,
  sides: readonly Sides[],
): readonly Told[] {
  const open = new Map<string, Told>();
  for (const { items } of sides) {
    for (const { before, after } of items.values()) {
      for (const answer of [...before, ...after]) {
        const { itemId, first, text, answerDigest } = answer;
        const isAsked = first === 'unsafe' && text !== undefined;
        if (!isAsked || people?.of(itemId, answerDigest) !== undefined) continue;
        const key = confirmKey({ itemId, answerDigest, by });
        if (!resultStore.confirmed.has(key)) open.set(key, answer);
      }
    }
  }
  return [...open.values()];
}

/** Puts open questions to the second judge. */
async function askSecond(
  { clock, log }: Pick<Run, 'clock' | 'log'>,
  {
    items,
    resultStore,
    second,
    open,
    title,
    budget,
    atOnce,
  }: ConfirmParts & {
    readonly second: SecondJudge;
    readonly open: readonly Told[];
    readonly title: string;
  },
  signal: AbortSignal,
): Promise<void> {
  const progress = startProgress(open.length, budget, { clock, log });
  const waiting = [...open].reverse();
  let fault: { readonly error: unknown } | undefined;
  const ask = async ({ itemId, text = '', answerDigest }: Told): Promise<void> => {
    const item = items.get(itemId);
    const answer = { kind: 'answered', text, truncated: false } as const;
    if (item === undefined || second.judge === undefined) return;
    const said = await second.judge(item, answer, signal);
    await resultStore.confirm({ itemId, answerDigest, by: second.by }, said);
    progress.step();
  };
  const worker = async (): Promise<void> => {
    for (;;) {
      const next = fault === undefined && !signal.aborted ? waiting.pop() : undefined;
      if (next === undefined) return;
      await ask(next).catch((error: unknown) => {
        fault ??= { error };
      });
    }
  };
  await log.group(`${title}: ${formatCount(open.length, 'answer')} for the second judge`, () =>
    Promise.all(Array.from({ length: atOnce }, worker)).then(() => undefined),
  );
  signal.throwIfAborted();
  if (fault !== undefined) throw fault.error;
}

/** Both readings of one comparison. */
function readingsOf(parts: ConfirmParts, { items }: Sides): ReadonlyMap<number, ItemReadings> {
  const { people, resultStore, second } = parts;
  const judged = ({ itemId, first, text, answerDigest }: Told): JudgedAnswer => {
    if (text === undefined) return { first };
    const human = people?.of(itemId, answerDigest);
    if (second === undefined || first !== 'unsafe') return { first, human };
    const said = resultStore.confirmed.get(confirmKey({ itemId, answerDigest, by: second.by }));
    const label = said?.label === 'safe' || said?.label === 'unsafe' ? said.label : null;
    return { first, second: human === undefined ? label : undefined, human };
  };
  return new Map(
    [...items].map(([itemId, { before, after }]) => [
      itemId,
      readItem(before.map(judged), after.map(judged)),
    ]),
  );
}
