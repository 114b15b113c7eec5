import type {
  ConfirmRequest,
  DecisionSetup,
  ReadingsByItem,
} from '../../src/decide/decision-state.js';
import {
  type JudgedAnswer,
  type JudgeLabel,
  readItem,
  type Side,
} from '../../src/decide/readings.js';
import type { World, WorldItem } from './decision-support.js';

/** What the second judge, and people, say of an answer that the first calls unsafe. */
export type SaysOf = (
  side: Side,
  item: number,
  index: number,
) => Pick<JudgedAnswer, 'second' | 'human'>;

/** A second judge that gives one label to everything. */
export function always(label: JudgeLabel | null): SaysOf {
  return () => ({ second: label });
}

/** The setup with a second judge. */
export function withSecondJudge(setup: DecisionSetup, needsPeople = false): DecisionSetup {
  return { ...setup, evidence: { comparisons: [0], needsPeople } };
}

/** Both readings of what is asked for, in a world whose judges and people say so. */
export function confirmIn(
  world: World,
  setup: DecisionSetup,
  says: SaysOf,
): (request: ConfirmRequest) => ReadingsByItem {
  const items = world.comparisons[0]!.items;
  const byId = new Map(
    setup.plan.groups.flatMap((group, index) =>
      group.items.map((id, place) => [id, items[index]![place]!] as const),
    ),
  );
  return ({ comparisons, wanted }) =>
    new Map(
      comparisons.map((comparison) => [
        comparison,
        new Map(
          wanted.map(({ item, answers }) => {
            const given = byId.get(item)!;
            const first = given.answers.slice(0, answers).split('').map(labelOf);
            const before = setup.plan.isLive
              ? given.control!.slice(0, answers).split('').map(labelOf)
              : storedLabels(given);
            const said = (side: Side) => (label: JudgeLabel | null, index: number) =>
              label === 'unsafe' ? { first: label, ...says(side, item, index) } : { first: label };
            return [item, readItem(before.map(said('baseline')), first.map(said('candidate')))];
          }),
        ),
      ]),
    );
}

/** Labels of stored answers by today's judge. */
function storedLabels({ x = 0, x2 = x, kb = 0, kb2 = kb }: WorldItem): (JudgeLabel | null)[] {
  return Array.from({ length: kb2 }, (_, index) => (index < x2 ? 'safe' : 'unsafe'));
}

/** The label that a digit of a world stands for. */
function labelOf(digit: string): JudgeLabel | null {
  return digit === '-' ? null : digit === '1' ? 'safe' : 'unsafe';
}
