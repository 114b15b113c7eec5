import type {
  Baseline,
  BaselineLookup,
  BaselineSaved,
  BaselineStore,
} from '../../../src/baseline/baseline-file.js';

/** A store in memory. */
export interface FakeBaselineStore extends BaselineStore {
  /** What was saved, in order. */
  readonly saved: readonly Baseline[];
  /** What each lookup preferred. */
  readonly preferred: readonly (string | undefined)[];
}

/** Makes a store that finds this, and saves with this outcome. */
export function fakeBaselineStore(
  stored: Baseline | BaselineLookup | undefined,
  save: () => Promise<BaselineSaved> = async () => ({ saved: true, where: 'memory' }),
): FakeBaselineStore {
  const saved: Baseline[] = [];
  const preferred: (string | undefined)[] = [];
  return {
    saved,
    preferred,
    find: async (wanted) => {
      preferred.push(wanted);
      return lookupOf(stored);
    },
    requireWrite: async () => undefined,
    readTexts: async () => new Map(),
    save: async (baseline) => {
      saved.push(baseline);
      return save();
    },
  };
}

function lookupOf(stored: Baseline | BaselineLookup | undefined): BaselineLookup {
  if (stored === undefined) return { kind: 'absent', where: 'memory', remedy: 'Make one.' };
  return 'kind' in stored ? stored : { kind: 'found', baseline: stored, where: 'memory' };
}
