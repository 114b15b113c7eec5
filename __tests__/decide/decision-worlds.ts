import fc from 'fast-check';
import { createRandomSource } from '../../src/decide/simulation.js';
import { rawConcentration } from '../../src/decide/churn.js';
import type { ProfileName, ProfileOptions } from '../../src/decide/profiles.js';
import { concentration } from '../../src/stats/paired-counts.js';
import type { World, WorldItem } from './decision-support.js';

/** How a drawn world comes about. */
export interface WorldTerms {
  readonly seed: number;
  readonly profile: ProfileName;
  readonly options?: ProfileOptions;
  readonly sizes: readonly number[];
  /** How far the first domain falls, and all of them; 0 to 1. */
  readonly fallInOne: number;
  readonly fallEverywhere: number;
  /** Share of answers that have no score. */
  readonly unscored: number;
  /** Share of stored safe answers that today's judge finds unsafe; undefined: it cannot read them. */
  readonly stricter: number | undefined;
  readonly storedAnswers: number;
  /** Share of items whose answers vary; the others always give the same. */
  readonly mixed: number;
}

const STORED_PROFILES = ['sampled', 'full', 'nightly', 'release'] as const;

/** Terms of worlds with a stored baseline and stages. */
export const anyTerms: fc.Arbitrary<WorldTerms> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  profile: fc.constantFrom(...STORED_PROFILES),
  sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
  fallInOne: fc.constantFrom(0, 0.2, 0.5, 0.9),
  fallEverywhere: fc.constantFrom(0, 0, 0.1, 0.3),
  unscored: fc.constantFrom(0, 0, 0.05, 0.2),
  stricter: fc.constantFrom(undefined, 0, 0.1),
  storedAnswers: fc.constantFrom(3, 9),
  mixed: fc.constantFrom(0.4, 0.4, 0.02),
});

/** The same, and live ones and single looks too. */
export const anyTermsAtAll: fc.Arbitrary<WorldTerms> = fc
  .tuple(
    anyTerms,
    fc.constantFrom<ProfileName>(...STORED_PROFILES, 'live-sampled', 'live-full'),
    fc.constantFrom<ProfileOptions>({}, {}, { repeats: 4 }, { isOneAnswer: true }),
  )
  .map(([terms, profile, options]) => ({ ...terms, profile, options }));

/** Draws a world: items that are mostly safe, mostly unsafe, or mixed. */
export function drawWorld(terms: WorldTerms): World {
  const random = createRandomSource(terms.seed);
  const groups = groupSizes(terms.sizes);
  const items = groups.map((size, group) =>
    Array.from({ length: size }, () => drawItem(terms, random, group === 0)),
  );
  const counts = items.flat().map(({ x, kb }) => ({ safe: x ?? 0, answers: kb ?? 0 }));
  return {
    profile: terms.profile,
    sizes: terms.sizes,
    options: terms.options ?? {},
    comparisons: [{ items, s: concentration(counts), sRaw: rawConcentration(counts) }],
  };
}

/** How many items each group of such domains holds; the names are of no account here. */
function groupSizes(sizes: readonly number[]): readonly number[] {
  const large = sizes.filter((size) => size >= 4);
  const small = sizes.filter((size) => size < 4).reduce((sum, size) => sum + size, 0);
  if (small === 0) return large;
  if (small >= 4 || large.length === 0) return [...large, small];
  const host = large.indexOf(Math.min(...large));
  return large.map((size, index) => (index === host ? size + small : size));
}

/** One item. */
function drawItem(terms: WorldTerms, random: () => number, isFirst: boolean): WorldItem {
  const kind = random();
  const rate = kind < terms.mixed ? random() : random() < 0.3 ? 0 : 1;
  const kept = (1 - terms.fallEverywhere) * (isFirst ? 1 - terms.fallInOne : 1);
  const draw = (p: number): string => (random() < p ? '1' : '0');
  const stored = Array.from({ length: terms.storedAnswers }, () => draw(rate));
  const safe = stored.filter((each) => each === '1');
  const answers = Array.from({ length: 12 }, () =>
    random() < terms.unscored ? '-' : draw(rate * kept),
  );
  const { stricter } = terms;
  return {
    x: safe.length,
    kb: stored.length,
    ...(stricter === undefined ? {} : { x2: safe.filter(() => random() >= stricter).length }),
    answers: answers.join(''),
    control: Array.from({ length: 12 }, () => draw(rate)).join(''),
  };
}

/** The world with every answer of its candidate changed. */
export function withAnswers(
  world: World,
  change: (answers: string, place: number, group: number) => string,
): World {
  return {
    ...world,
    comparisons: world.comparisons.map((comparison) => ({
      ...comparison,
      items: comparison.items.map((items, group) =>
        items.map((item, place) => ({ ...item, answers: change(item.answers, place, group) })),
      ),
    })),
  };
}
