import type { BaselineStore } from '../../engine/ports/baseline-store.js';

/** The store of `baseline: none`: finds nothing and keeps nothing. */
export const noneStore: BaselineStore = {
  find: () =>
    Promise.resolve({
      kind: 'absent',
      where: 'any store (baseline: none)',
      remedy: 'Give `baseline: cache` or `baseline: file:PATH` to compare with something.',
    }),
  requireWrite: () => Promise.resolve(),
  save: () => Promise.resolve({ saved: false, problem: 'Nothing is kept with `baseline: none`.' }),
};
