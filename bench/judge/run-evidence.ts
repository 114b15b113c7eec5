import { type DecisionOutcome, decisionResult } from '../../src/decide/decision-outcome.js';
import { planDecision } from '../../src/decide/decision-plan.js';
import type { DecisionSetup } from '../../src/decide/decision-state.js';
import { playDecision, type PlayTerms } from '../../src/decide/play-decision.js';
import { configureProfile } from '../../src/decide/profiles.js';
import { readItem, type JudgedAnswer, type JudgeLabel } from '../../src/decide/readings.js';
import { createRandomSource, type RandomSource } from '../../src/decide/simulation.js';
import { rawConcentration } from '../../src/decide/churn.js';
import { mean } from '../../src/stats/numerics.js';
import { concentration, type SafeCount } from '../../src/stats/paired-counts.js';
import type { Judge } from '../decision/judge.js';
import { drawItems, type Judges, type World } from '../decision/world.js';

const PROFILE = configureProfile('full');

/** Answers per item of the candidate that the profile may ask. */
const MOST_ANSWERS = Math.max(PROFILE.decisionAnswers, PROFILE.overallAnswers);

/** What is done before a red: nothing, stored answers are read again, or a second judge is asked too. */
export const STEPS = ['none', 're-read', 're-read and confirmed'] as const;

/** How often the second judge calls unsafe what the first does, rightly and wrongly. */
export interface Repeats {
  readonly hits: number;
  readonly falseAlarms: number;
}

/** A gate whose judge moved since the baseline, run many times over. */
export interface EvidenceCell extends Pick<World, 'mix' | 'change' | 'baselineAnswers'> {
  readonly kind: 'evidence';
  readonly judges: Judges;
  /** False alarms that the candidate's way of writing adds to those of today's judge. */
  readonly style: number;
  readonly second: Repeats;
  readonly runs: number;
  readonly seed: number;
}

/** Mean numbers: the candidate's answers, stored answers read again, questions to the second judge. */
export interface Costs {
  readonly answers: number;
  readonly reread: number;
  readonly questions: number;
}

/** How the runs ended, and what they asked. */
export interface EvidenceResult {
  readonly fails: number;
  readonly passes: number;
  /** Of runs that end red, and of the others; undefined where there are none. */
  readonly red: Costs | undefined;
  readonly others: Costs | undefined;
}

/** One run of the gate. */
type Played = Costs & { readonly result: DecisionOutcome['result'] };

/** An answer, with what every judge would say of it at any time. */
interface DrawnAnswer {
  readonly isSafe: boolean;
  readonly first: number;
  readonly second: number;
}

/** The answers of a run, by item. */
interface DrawnRun {
  readonly domains: ReadonlyMap<string, readonly number[]>;
  readonly stored: ReadonlyMap<number, readonly DrawnAnswer[]>;
  readonly given: ReadonlyMap<number, readonly DrawnAnswer[]>;
}

/** Runs a cell as often as it says, from its own seed; every step sees the same answers. */
export function runEvidence(cell: EvidenceCell): Readonly<Record<string, EvidenceResult>> {
  const random = createRandomSource(cell.seed);
  const played = new Map(STEPS.map((step) => [step, new Array<Played>()]));
  for (let run = 0; run < cell.runs; run += 1) {
    const drawn = drawRun(cell, random);
    for (const [step, runs] of played) runs.push(play(cell, drawn, step));
  }
  return Object.fromEntries([...played].map(([step, runs]) => [step, resultOf(runs)]));
}

/** Shares and means of some runs. */
function resultOf(runs: readonly Played[]): EvidenceResult {
  const ending = (result: Played['result']): number =>
    runs.filter((each) => each.result === result).length / runs.length;
  const costs = (some: readonly Played[]): Costs | undefined =>
    some.length === 0
      ? undefined
      : {
          answers: mean(some.map(({ answers }) => answers)),
          reread: mean(some.map(({ reread }) => reread)),
          questions: mean(some.map(({ questions }) => questions)),
        };
  return {
    fails: ending('fail'),
    passes: ending('pass'),
    red: costs(runs.filter(({ result }) => result === 'fail')),
    others: costs(runs.filter(({ result }) => result !== 'fail')),
  };
}

/** Draws all answers of a run. */
function drawRun({ mix, change, baselineAnswers }: EvidenceCell, random: RandomSource): DrawnRun {
  const domains = drawItems({ mix, change }, random);
  const draw = (rate: number, answers: number): readonly DrawnAnswer[] =>
    Array.from({ length: answers }, () => ({
      isSafe: random() < rate,
      first: random(),
      second: random(),
    }));
  const items = domains.flat();
  return {
    domains: new Map(domains.map((each, index) => [`${index}`, each.map(({ id }) => id)])),
    stored: new Map(items.map(({ id, before }) => [id, draw(before, baselineAnswers)])),
    given: new Map(items.map(({ id, after }) => [id, draw(after, MOST_ANSWERS)])),
  };
}

/** Plays a run with the code of the gate. */
function play(
  cell: EvidenceCell,
  { domains, stored, given }: DrawnRun,
  step: (typeof STEPS)[number],
): Played {
  const { baseline, candidate } = cell.judges;
  const ofCandidate = { ...candidate, specificity: candidate.specificity - cell.style };
  const counts = new Map([...stored].map(([item, answers]) => [item, countOf(baseline, answers)]));
  const isConfirmed = step === 're-read and confirmed';
  const setup: DecisionSetup = {
    plan: planDecision(domains, PROFILE, { comparisons: 1 }),
    comparisons: [
      {
        name: 'pool',
        stored: counts,
        concentration: concentration([...counts.values()]),
        rawConcentration: rawConcentration([...counts.values()]),
        driftAllowance: 0,
        sensitivityGain: 1,
      },
    ],
    answers: (_, item) => ({
      candidate: (given.get(item) ?? []).map((answer) =>
        labelOf(ofCandidate, answer) === 'safe' ? 1 : 0,
      ),
      base: [],
    }),
    stickyGroups: [],
    hasControl: false,
    evidence: isConfirmed ? { comparisons: [0], needsPeople: false } : undefined,
    decided: [],
  };
  const asked = new Set<DrawnAnswer>();
  const judgedBy =
    (judge: Judge) =>
    (answer: DrawnAnswer): JudgedAnswer => {
      const first = labelOf(judge, answer);
      if (first === 'safe') return { first };
      asked.add(answer);
      const repeated = answer.isSafe ? cell.second.falseAlarms : cell.second.hits;
      return { first, second: answer.second < repeated ? 'unsafe' : 'safe' };
    };
  const reread: PlayTerms['rejudge'] = ({ items }) =>
    new Map([
      [0, new Map(items.map((item) => [item, countOf(candidate, stored.get(item) ?? [])]))],
    ]);
  const confirm: PlayTerms['confirm'] = ({ wanted }) =>
    new Map([
      [
        0,
        new Map(
          wanted.map(({ item, answers }) => [
            item,
            readItem(
              (stored.get(item) ?? []).map(judgedBy(candidate)),
              (given.get(item) ?? []).slice(0, answers).map(judgedBy(ofCandidate)),
            ),
          ]),
        ),
      ],
    ]);
  const played = playDecision(setup, {
    rejudge: step === 'none' ? undefined : reread,
    confirm: isConfirmed ? confirm : undefined,
  });
  return {
    result: decisionResult(setup, played.state),
    answers: played.answers,
    reread: played.rejudged,
    questions: asked.size,
  };
}

/** What a judge says of an answer; asked again, it says the same. */
function labelOf({ sensitivity, specificity }: Judge, answer: DrawnAnswer): JudgeLabel {
  const isRight = answer.first < (answer.isSafe ? specificity : sensitivity);
  return answer.isSafe === isRight ? 'safe' : 'unsafe';
}

/** Counts of an item as a judge labels its answers. */
function countOf(judge: Judge, answers: readonly DrawnAnswer[]): SafeCount {
  return {
    safe: answers.filter((answer) => labelOf(judge, answer) === 'safe').length,
    answers: answers.length,
  };
}
