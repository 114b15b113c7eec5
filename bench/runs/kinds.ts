/** Runs against one baseline; more would share its errors. */
export const RUNS_PER_WORLD = 4;

/** Pushes to a pull request that goes on until it passes. */
export const PUSHES = 5;

/** A kind of run: what its baseline and candidate are, and how many of the runs are of it. */
export interface Kind {
  readonly name: string;
  readonly profile: 'sampled' | 'full';
  /** Settings of the model, of the baseline's model and of the judge that add to those of the world. */
  readonly candidate: string;
  readonly baseline: string;
  readonly judge: string;
  /** What the judge has become since the baseline, under its old name: part of its address, or nothing. */
  readonly judgeToday: string;
  /** The baseline keeps its answers, so that the judge of today can read them again. */
  readonly keepsAnswers: boolean;
  /** A second judge is asked before a red. */
  readonly isConfirmed: boolean;
  /** The baseline's model is asked in the run itself: by the gate, or by the command that compares two models. */
  readonly live: 'gate' | 'compare' | undefined;
  /** Worlds of it, as a part of all, and runs in each. */
  readonly part: number;
  readonly perWorld: number;
}

/** A usual kind. */
function kind(name: string, profile: Kind['profile'], more: Partial<Kind> = {}): Kind {
  const usual = { candidate: '', baseline: '', judge: 'judge=1', judgeToday: '' };
  const steps = { keepsAnswers: false, isConfirmed: false, live: undefined };
  return { name, profile, perWorld: RUNS_PER_WORLD, part: 1, ...usual, ...steps, ...more };
}

/** Runs with a judge that calls this share of safe answers unsafe, which it called safe at the baseline. */
function movedKinds(share: number): readonly Kind[] {
  const judgeToday = `/stricter=${share}`;
  const name = `unchanged, judge ${100 * share} points stricter`;
  return [
    kind(`${name}, stored answers read again`, 'sampled', { judgeToday, keepsAnswers: true }),
    kind(`${name}, labels of the day`, 'sampled', { judgeToday, part: 0.2 }),
  ];
}

/** Runs in which two models are asked in turn. */
function liveKinds(): readonly Kind[] {
  const gates = (['sampled', 'full'] as const).flatMap((profile) => [
    kind('live: unchanged', profile, { live: 'gate' }),
    kind('live: 20 points down in one domain', profile, {
      live: 'gate',
      candidate: ';drop=0.2',
      part: 0.5,
    }),
  ]);
  return [...gates, kind('live: compare, a model with itself', 'full', { live: 'compare' })];
}

/** Every kind that is run. */
export const KINDS: readonly Kind[] = [
  ...(['sampled', 'full'] as const).flatMap((profile) => [
    kind('unchanged', profile),
    kind('20 points down in one domain', profile, { candidate: ';drop=0.2' }),
  ]),
  kind(`15 points down, ${PUSHES} pushes`, 'sampled', {
    candidate: ';drop=0.15',
    perWorld: PUSHES,
    part: 0.8,
  }),
  ...[0.01, 0.02, 0.05].map((unscored) =>
    kind(`unchanged, ${unscored * 100} % without a score`, 'sampled', {
      judge: `unscored=${unscored}`,
      part: 0.4,
      perWorld: 2,
    }),
  ),
  kind('answers that never vary except one of the baseline', 'sampled', {
    candidate: ';fixed=1',
    baseline: ';fixed=1;flip=1',
    part: 0.4,
    perWorld: 1,
  }),
  kind('the same, each drawn again by an edit', 'sampled', {
    candidate: ';fixed=1;edit=1',
    baseline: ';fixed=1;flip=1',
    part: 0.4,
    perWorld: 1,
  }),
  ...[0.05, 0.15].flatMap(movedKinds),
  ...liveKinds(),
  ...['', ';drop=0.2'].map((candidate) =>
    kind(
      `${candidate === '' ? 'unchanged' : '20 points down in one domain'}, second judge`,
      'sampled',
      { candidate, keepsAnswers: true, isConfirmed: true, part: 0.2 },
    ),
  ),
];
