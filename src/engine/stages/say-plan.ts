import type { GatePorts } from '../gate-ports.js';
import { planLines } from '../outcome/plan-lines.js';
import type { RunFacts } from '../run-facts.js';

/**
 * Says before anything is spent what the run will ask and could find.
 *
 * @param facts what the run knows once it is planned
 * @param ports the log
 */
export function sayPlan(facts: RunFacts, { log }: Pick<GatePorts, 'log'>): Promise<void> {
  return log.group('Plan', () => {
    for (const line of planLines(facts, [])) log.info(line);
    return Promise.resolve();
  });
}
