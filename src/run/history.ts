import { historyOf } from '../baseline/history.js';
import type { BaselineLookup } from '../baseline/baseline-file.js';
import type { Config } from '../config/config.js';
import { GateError } from '../errors.js';
import type { HistoryView } from '../report/history-view.js';

/**
 * The history of a stored baseline by itself, without a run that looks back.
 *
 * @param lookup what the store found
 * @param config its name, and the margin where one was given
 * @throws GateError CONFIG_MISSING where nothing is stored, BASELINE_UNREADABLE where it cannot be used
 */
export function storedHistory(
  lookup: BaselineLookup,
  { baseline, decision }: Pick<Config, 'baseline' | 'decision'>,
): HistoryView {
  switch (lookup.kind) {
    case 'found': {
      const entries = historyOf(lookup.baseline);
      return { name: baseline.name, margin: decision.maxDrop ?? null, entries, latest: null };
    }
    case 'absent':
      throw new GateError('CONFIG_MISSING', `No baseline is stored in ${lookup.where}.`, {
        remedy: lookup.remedy,
      });
    case 'unusable':
      throw new GateError(
        'BASELINE_UNREADABLE',
        `The ${lookup.where} cannot be read: ${lookup.problem}`,
        { remedy: lookup.remedy },
      );
  }
}
