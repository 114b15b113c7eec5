import { answerQuestion, mayDiffer } from '../../core/sweep/question.js';
import type { Config } from '../../core/config/config.js';
import type { GatePorts } from '../gate-ports.js';
import type { Sweep } from '../climb/sweep.js';
import type { Asker } from './ask.js';

/**
 * Asks the model under test about an item, for several repeats in one call where the server gives
 * several answers and they may differ. The picture is looked for when the question's turn has come, and
 * read while the request goes out.
 *
 * @param config task and generation parameters
 * @param model the model's asker
 * @param ports the data set
 */
export function askItem(
  config: Pick<Config, 'task' | 'generation'>,
  model: Asker,
  { dataset }: Pick<GatePorts, 'dataset'>,
): Pick<Sweep, 'ask' | 'repeatsPerCall'> {
  return {
    ask: (item, [first, ...others], signal) => {
      const question = async () => answerQuestion(item, await dataset.picture(item), config, first);
      return model.askSeveral(question, 1 + others.length, signal);
    },
    repeatsPerCall: () => (mayDiffer(config.generation) ? model.answersPerCall() : 1),
  };
}
