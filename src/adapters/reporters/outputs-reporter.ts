import { join } from 'node:path';
import { outputsOf } from '../../core/report/summary/summary-json.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { Reporter } from '../../engine/ports/reporter.js';
import { setOutputs } from './action-outputs.js';

/**
 * Sets the action's outputs that are known before anything is written.
 *
 * @param reportDirectory the folder of the report files, absolute
 * @param redact takes secrets out of them
 */
export function outputsReporter(reportDirectory: string, redact: Redactor): Reporter {
  return {
    name: 'outputs',
    publish: (report, record) => {
      const texts = {
        ...outputsOf(report),
        record: record === undefined ? '' : join(reportDirectory, 'record.json'),
        'report-dir': reportDirectory,
        'baseline-updated': String(report.baselineUpdate?.updated === true),
      };
      setOutputs(texts, redact);
      return Promise.resolve();
    },
  };
}
