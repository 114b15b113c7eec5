import type { Config } from '../config/config.js';
import { digestOfJson } from '../digest.js';
import { GateError } from '../errors.js';
import { createJudgeRoom, type Judge } from '../judge/ask-judge.js';
import type { Admissions } from '../model/admission.js';
import { createAsker } from '../model/asker.js';
import type { Budget } from '../model/limits.js';
import type { ConfirmBlock } from '../record/record-schema.js';
import type { Run } from './run.js';

/**
 * The second judge of a run, as records show it.
 *
 * @param config inputs
 * @param promptDigest the prompt that both judges are given
 * @returns undefined where a red needs none
 */
export function blockOf(
  { confirmJudge, decision }: Pick<Config, 'confirmJudge' | 'decision'>,
  promptDigest: string,
): ConfirmBlock | undefined {
  if (confirmJudge === undefined || decision.redEvidence === 'judge') return undefined;
  const { endpoint, requestBody, maxTokens } = confirmJudge;
  const hasBody = Object.keys(requestBody).length > 0;
  return {
    model: endpoint.model,
    promptDigest,
    votes: 1,
    when: 'suspected',
    maxTokens,
    requestBodyDigest: hasBody ? digestOfJson(requestBody) : null,
  };
}

/**
 * Whether the second judge is there. A run of which it was demanded by hand does not begin without it; any
 * other goes on, and leaves open what would be red.
 *
 * @param run inputs, endpoint and log
 * @param signal cancels the wait
 * @throws GateError JUDGE_UNREACHABLE where red-evidence says confirmed
 */
export async function isSecondJudgeUp(
  { config, confirmJudge, events }: Pick<Run, 'config' | 'confirmJudge' | 'events'>,
  signal: AbortSignal,
): Promise<boolean> {
  const { redEvidence, isRedEvidenceGiven } = config.decision;
  if (confirmJudge === undefined || redEvidence === 'judge') return false;
  try {
    await confirmJudge.untilUp(signal);
    return true;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    const message = `The second judge is not there. ${error.message}`;
    if (isRedEvidenceGiven) {
      throw new GateError(error.code, message, {
        remedy:
          'Check the inputs confirm-judge-endpoint and confirm-judge-model, or leave red-evidence out.',
        cause: error,
      });
    }
    const problem = `${message} What would be red stays open.`;
    events.append({ type: 'noted', note: { confirmProblem: problem } });
    return false;
  }
}

/**
 * The second judge, on the budget of the run. What stops it stops nothing else. The prompt is the first
 * judge's; room and further members are its own.
 *
 * @param run inputs and ports
 * @param budget of the run
 * @param admissions shared by all endpoints of the run
 */
export function openSecondJudge(
  run: Run,
  budget: Budget,
  admissions: Admissions,
): Judge | undefined {
  const { config, confirmJudge: endpoint, clock, chance, log } = run;
  const second = config.confirmJudge;
  if (endpoint === undefined || second === undefined) return undefined;
  const halt = new AbortController();
  const { model } = second.endpoint;
  const lane = admissions.lane(second.endpoint);
  return {
    asker: createAsker({ clock, chance, log, halt, budget, lane, endpoint, model }),
    room: createJudgeRoom(second.maxTokens, (line) => {
      log.info(line);
    }),
    requestBody: second.requestBody,
  };
}
