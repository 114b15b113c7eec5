import type { Judgement } from '../judge/judgement.js';
import type { ItemId } from '../units.js';
import type { Answer } from '../sweep/answer.js';

/** One line of the journal: a finished answer, or a finished judgement of it. */
export type JournalEntry =
  | {
      readonly type: 'answer';
      readonly itemId: ItemId;
      readonly repeat: number;
      readonly answer: Answer;
    }
  | {
      readonly type: 'judgement';
      readonly itemId: ItemId;
      readonly repeat: number;
      readonly judgement: Judgement;
    };
