import type { GatePorts } from '../gate-ports.js';
import { needed } from '../needed.js';
import type { RunFacts } from '../run-facts.js';
import { answerQuestion, mayDiffer } from '../../core/sweep/question.js';
import type { Sweep } from '../climb/sweep.js';

/**
 * Asks the model under test about an item, for several repeats in one call where the server gives
 * several answers and they may differ. The picture is looked for when the question's turn has come, and
 * read while the request goes out.
 *
 * @param facts task, generation parameters and the model's asker
 * @param ports the data set
 */
export function askItem(
  { config, model }: RunFacts,
  { dataset }: GatePorts,
): Pick<Sweep, 'ask' | 'repeatsPerCall'> {
  return {
    ask: (item, [first, ...others], signal) => {
      const question = async () => answerQuestion(item, await dataset.picture(item), config, first);
      return needed(model, 'model endpoint').askSeveral(question, 1 + others.length, signal);
    },
    // Answers that a record brings are not asked for.
    repeatsPerCall: () =>
      model !== undefined && mayDiffer(config.generation) ? model.answersPerCall() : 1,
  };
}
