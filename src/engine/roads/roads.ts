import type { Mode } from '../../core/config/config.js';
import { isJudged } from '../run-facts.js';
import { askAheadAndCheck } from '../stages/ask-ahead-and-check.js';
import { checkJudge, runCheck } from '../stages/check-judge.js';
import { chooseCheck } from '../stages/choose-check.js';
import { climb } from '../stages/climb.js';
import { finalVerdict } from '../stages/final-verdict.js';
import { keepPlanned } from '../stages/keep-planned.js';
import { loadItems } from '../stages/load-items.js';
import { lookUpBaseline, recheckOpponent } from '../stages/look-up-baseline.js';
import { makePlan } from '../stages/make-plan.js';
import { markBegun, markFinished } from '../stages/mark-journal.js';
import { openAnswers } from '../stages/open-answers.js';
import { openEndpoints } from '../stages/open-endpoints.js';
import { readCheckedPictures, readPictures } from '../stages/read-pictures.js';
import { readRecords } from '../stages/read-records.js';
import { recheckJudge } from '../stages/recheck-judge.js';
import { refuseNothingToCheck } from '../stages/refuse-nothing-to-check.js';
import { refuseOtherPictures } from '../stages/refuse-other-pictures.js';
import { refuseUnaffordable, refuseUnaffordableCheck } from '../stages/refuse-unaffordable.js';
import { refuseUnscored } from '../stages/refuse-unscored.js';
import { recallAgain, repeatVerdict } from '../stages/repeat-verdict.js';
import { requireSave } from '../stages/require-save.js';
import { sayPlan } from '../stages/say-plan.js';
import { stopSwept } from '../stages/stop-swept.js';
import { stopWithoutBaseline } from '../stages/stop-without-baseline.js';
import { takeCheck } from '../stages/take-check.js';
import { fork, type Stage } from './run-stages.js';

/**
 * The end of each road that compares. The check may have cost a run its opponent, or a release a part
 * of its margins: the plan is made anew.
 */
const DECIDE: readonly Stage[] = [
  recheckJudge,
  stopWithoutBaseline,
  makePlan,
  keepPlanned,
  climb,
  refuseUnscored,
  recallAgain,
];

/**
 * The stages of each mode, and of the commands that stop before one: what is free comes first, what
 * can refuse before what is paid for.
 */
export const ROADS: Readonly<Record<Mode | 'plan' | 'check', readonly Stage[]>> = {
  gate: [
    loadItems,
    openAnswers,
    lookUpBaseline,
    repeatVerdict,
    stopWithoutBaseline,
    requireSave,
    chooseCheck,
    readPictures,
    recheckOpponent,
    stopWithoutBaseline,
    openEndpoints,
    markBegun,
    makePlan,
    sayPlan,
    refuseUnaffordable,
    askAheadAndCheck,
    ...DECIDE,
    markFinished,
    finalVerdict,
  ],

  // It sees no baseline and decides nothing: how many answers are too many without a score is for the
  // report on all shards to say.
  sweep: [
    loadItems,
    openAnswers,
    chooseCheck,
    readPictures,
    openEndpoints,
    makePlan,
    sayPlan,
    refuseUnaffordable,
    askAheadAndCheck,
    keepPlanned,
    climb,
    markFinished,
    stopSwept,
  ],

  // Decides in one rung, as an unsharded run with the same repeats would.
  report: [
    loadItems,
    readRecords,
    lookUpBaseline,
    repeatVerdict,
    stopWithoutBaseline,
    requireSave,
    fork(
      isJudged,
      [takeCheck, ...DECIDE, finalVerdict],
      [
        chooseCheck,
        readPictures,
        recheckOpponent,
        refuseOtherPictures,
        stopWithoutBaseline,
        openEndpoints,
        markBegun,
        makePlan,
        sayPlan,
        refuseUnaffordable,
        checkJudge,
        ...DECIDE,
        markFinished,
        finalVerdict,
      ],
    ),
  ],

  plan: [loadItems, lookUpBaseline, chooseCheck, makePlan],

  check: [
    loadItems,
    chooseCheck,
    refuseNothingToCheck,
    openAnswers,
    readCheckedPictures,
    openEndpoints,
    refuseUnaffordableCheck,
    runCheck,
    markFinished,
  ],
};
