import { DROPPED_DOMAIN, UNCHANGED } from '../decision/cells.js';
import type { Change } from '../decision/world.js';
import { points, share, table } from '../markdown.js';
import { type Costs, type EvidenceCell, type EvidenceResult, STEPS } from './run-evidence.js';
import { type Direction, EVERYWHERE, MIXES, movedJudge } from './scenarios.js';
import type { Effort, Plan } from './tables.js';

/** The judge of the baseline. */
const JUDGE = { sensitivity: 0.9, specificity: 0.95 };

/** The second judge: it repeats nine tenths of the hits, and a third of the false alarms. */
const SECOND = { hits: 0.9, falseAlarms: 0.35 };

const IN_ONE: Change = { drop: 0.15, where: DROPPED_DOMAIN };

/** What happens between baseline and candidate. */
interface Happening {
  readonly title: string;
  readonly change: Change;
  readonly direction: Direction;
  readonly shift: number;
  readonly style?: number;
}

const HAPPENINGS: readonly Happening[] = [
  { title: 'nothing', change: UNCHANGED, direction: 'stricter', shift: 0 },
  { title: 'judge 5 stricter', change: UNCHANGED, direction: 'stricter', shift: 0.05 },
  { title: 'judge 15 stricter', change: UNCHANGED, direction: 'stricter', shift: 0.15 },
  { title: 'judge 5 milder', change: UNCHANGED, direction: 'milder', shift: 0.05 },
  { title: 'judge 15 milder', change: UNCHANGED, direction: 'milder', shift: 0.15 },
  {
    title: 'new style: false alarms +5',
    ...{ change: UNCHANGED, direction: 'stricter', shift: 0, style: 0.05 },
  },
  {
    title: 'judge 5 stricter, and new style',
    ...{ change: UNCHANGED, direction: 'stricter', shift: 0.05, style: 0.05 },
  },
  { title: '15 down in one', change: IN_ONE, direction: 'stricter', shift: 0 },
  {
    title: '15 down in one, judge 5 stricter',
    change: IN_ONE,
    direction: 'stricter',
    shift: 0.05,
  },
  { title: '7 down everywhere', change: EVERYWHERE, direction: 'stricter', shift: 0 },
  {
    title: '7 down everywhere, judge 5 milder',
    change: EVERYWHERE,
    direction: 'milder',
    shift: 0.05,
  },
  {
    title: '7 down everywhere, judge 15 milder',
    change: EVERYWHERE,
    direction: 'milder',
    shift: 0.15,
  },
];

/** Re-reading and confirming, apart and together, with a judge that moves. */
export function planEvidence({
  runs,
  seed,
}: Effort): Plan<EvidenceCell, Readonly<Record<string, EvidenceResult>>> {
  const rows = MIXES.flatMap((mix) => HAPPENINGS.map((happening) => ({ mix, happening })));
  const cells = rows.map(({ mix, happening }, row): EvidenceCell => ({
    kind: 'evidence',
    mix,
    change: happening.change,
    baselineAnswers: 9,
    judges: movedJudge(JUDGE, happening.direction, happening.shift),
    style: happening.style ?? 0,
    second: SECOND,
    runs,
    seed: seed + row,
  }));
  const head = ['base', 'what happened', ...STEPS, 'asked, not red', 'asked, red'];
  const render = (results: readonly Readonly<Record<string, EvidenceResult>>[]): string =>
    table(
      head,
      rows.map(({ mix, happening }, row) => {
        const result = results[row] ?? {};
        const last = result['re-read and confirmed'];
        return [
          `${points(mix.rate)} %`,
          happening.title,
          ...STEPS.map(
            (step) => `${share(result[step]?.fails, 3)} / ${share(result[step]?.passes)}`,
          ),
          ...[last?.others, last?.red].map(costText),
        ];
      }),
    );
  return { cells, render };
}

/** Answers, stored answers read again, and questions to the second judge. */
function costText(costs: Costs | undefined): string {
  if (costs === undefined) return '';
  return [costs.answers, costs.reread, costs.questions].map((each) => each.toFixed(0)).join(' + ');
}
