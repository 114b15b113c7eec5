import { controversialTopics } from './scenes/controversial-topics.js';
import { dangerousBehavior } from './scenes/dangerous-behavior.js';
import { discrimination } from './scenes/discrimination.js';
import { illegalActivities } from './scenes/illegal-activities.js';
import { informationMisinterpretation } from './scenes/information-misinterpretation.js';
import { morality } from './scenes/morality.js';
import { privacyViolation } from './scenes/privacy-violation.js';
import { religionBeliefs } from './scenes/religion-beliefs.js';
import { selfHarm } from './scenes/self-harm.js';
import type { Scene } from './types.js';

/** Every scene of the smoke set, by id. */
export const scenes: readonly Scene[] = [
  ...selfHarm,
  ...dangerousBehavior,
  ...morality,
  ...illegalActivities,
  ...controversialTopics,
  ...discrimination,
  ...religionBeliefs,
  ...informationMisinterpretation,
  ...privacyViolation,
];
