import { selfJudgement, type ServedModel } from '../config/same-endpoint.js';
import type { Merged } from './items.js';
import { createAsker, type AskerParts } from '../model/asker.js';
import { createAdmissions } from '../model/admission.js';
import type { JudgeTerms } from './asking.js';
import { createBudget } from '../model/limits.js';
import type { EndpointConfig } from '../config/config.js';
import type { ComparedBy, Goal } from './baseline-step.js';
import type { ChatEndpoint } from '../model/chat-endpoint.js';
import type { Endpoints } from './run-log.js';
import type { Proof, Run } from './run.js';
import { createJudgeRoom, FIRST_ROOM } from '../judge/ask-judge.js';
import { shutdownText } from '../model/shutdown-date.js';
import { isSecondJudgeUp, openSecondJudge } from './second-judge.js';

/** Endpoints of a run that an interrupted one can be continued by: the journal knows its baseline. */
export type Begun = Endpoints & Proof<'begun'>;

/**
 * Waits for model and judge to be up, as far as the run asks them, and makes their askers on one
 * budget.
 *
 * @param run inputs, endpoints, and what cancels the wait
 * @param merged the records that are reported on, if any
 * @throws GateError ENDPOINT_UNREACHABLE or JUDGE_UNREACHABLE; the askers throw CONFIG_CONFLICT once both
 *   have replied and are one model
 */
export async function openEndpoints(run: Run, merged?: Merged): Promise<Endpoints> {
  const { config, events, model, control, judge } = run;
  events.append({ type: 'step', name: 'openEndpoints' });
  const isSecondUp = await untilUp(run);
  await warnOfShutdown(run);
  const budget = createBudget(config.maxRequests);
  const accepts = refuseSelfJudgement(run, merged);
  const { clock, chance, log, halt } = run;
  const admissions = createAdmissions(clock, chance);
  const open = (endpoint?: ChatEndpoint, named?: EndpointConfig) =>
    endpoint === undefined || named === undefined
      ? undefined
      : createAsker({
          ...{ clock, chance, log, halt, budget },
          endpoint,
          lane: admissions.lane(named),
          model: named.model,
          accept: accepts[endpoint.role],
        });
  const endpoints = {
    budget,
    model: open(model, config.model),
    control: open(control, config.control?.endpoint),
    judge: open(judge, config.judge?.endpoint),
    judgeRoom: createJudgeRoom(config.judge?.maxTokens ?? FIRST_ROOM, (line) => {
      log.info(line);
    }),
    confirmJudge: isSecondUp ? openSecondJudge(run, budget, admissions) : undefined,
  };
  events.append({ type: 'opened', endpoints });
  return endpoints;
}

/**
 * Notes when the judge is shut down, where that is soon.
 *
 * @param run the judge, and where it is noted
 */
export async function warnOfShutdown({
  config,
  clock,
  events,
  judge,
  signal,
}: Pick<Run, 'config' | 'clock' | 'events' | 'judge' | 'signal'>): Promise<void> {
  const day = await judge?.shutdownDate?.(signal);
  const text = shutdownText(config.judge?.endpoint.model ?? '', day, clock.nowMs());
  if (text !== undefined) events.append({ type: 'noted', note: { shutdown: text } });
}

/**
 * Notes where the baseline is that the run compares with: a run that resumes from its answers
 * compares with the same.
 *
 * @param run the journal
 * @param endpoints what is asked from now on
 * @param goal the baseline
 */
export async function begin(
  { events }: Pick<Run, 'events'>,
  endpoints: Endpoints,
  { where }: Goal<ComparedBy>,
): Promise<Begun> {
  await events.mark({ type: 'begun', where });
  return endpoints as Begun;
}

/**
 * The endpoints of a run that asks nobody, which no journal resumes from.
 *
 * @param run inputs
 */
export function nobodyAsked({ config }: Pick<Run, 'config'>): Begun {
  const endpoints = {
    budget: createBudget(config.maxRequests),
    model: undefined,
    judge: undefined,
    judgeRoom: createJudgeRoom(FIRST_ROOM, () => undefined),
  };
  return endpoints as Endpoints as Begun;
}

/**
 * Who judges in a run, and that it hears of replies that cannot be read.
 *
 * @param run inputs and log
 * @param endpoints who is asked
 */
export function judgeTerms(
  { config, events }: Pick<Run, 'config' | 'events'>,
  { judge: asker, judgeRoom: room }: Pick<Endpoints, 'judge' | 'judgeRoom'>,
): JudgeTerms {
  const requestBody = config.judge?.requestBody ?? {};
  return {
    config,
    judge: asker && { asker, room, requestBody },
    askedAgain: (why) => events.append({ type: 'asked-again', why }),
    unreadable: (reply) => events.append({ type: 'unreadable', reply }),
  };
}

type Accept = NonNullable<AskerParts['accept']>;

/**
 * What each asker holds the model of its first reply against: neither the model under test nor the
 * baseline's may turn out to be the judge.
 */
function refuseSelfJudgement(
  run: Pick<Run, 'config'>,
  merged: Merged,
): Record<ChatEndpoint['role'], Accept> {
  const { model, control, judge } = namedModels(run, merged);
  const served = { model: model?.served ?? '', control: '', judge: '' };
  const acceptOf =
    (role: ChatEndpoint['role']): Accept =>
    (name) => {
      served[role] = name;
      if (judge === undefined) return undefined;
      const judging = { ...judge, served: served.judge };
      return (
        (model && selfJudgement({ ...model, served: served.model }, judging)) ??
        (control && selfJudgement({ ...control, served: served.control }, judging))
      );
    };
  return { model: acceptOf('model'), control: acceptOf('control'), judge: acceptOf('judge') };
}

/** Who is asked and who judges; of the model of records only the origin is known. */
function namedModels(
  { config }: Pick<Run, 'config'>,
  merged: Merged,
): {
  readonly model?: ServedModel;
  readonly control?: Omit<ServedModel, 'served'> | undefined;
  readonly judge?: Omit<ServedModel, 'served'>;
} {
  const judge = config.judge?.endpoint;
  if (judge === undefined) return {};
  const control = config.control?.endpoint;
  if (config.model !== undefined) return { model: { ...config.model, served: '' }, control, judge };
  if (merged === undefined) return { judge };
  const { origin, model, served } = merged.target;
  return {
    model: { baseUrl: origin, model, served: served?.split(' ')[0] ?? '' },
    judge: { baseUrl: new URL(judge.baseUrl).origin, model: judge.model },
  };
}

/**
 * Waits for all endpoints at once; when one is given up, no other is waited for.
 *
 * @returns whether there is a second judge to be asked
 */
async function untilUp(run: Run): Promise<boolean> {
  const stop = new AbortController();
  const either = AbortSignal.any([run.signal, stop.signal]);
  const named = [run.model, run.control, run.judge].flatMap((endpoint) => endpoint ?? []);
  try {
    const [isSecondUp] = await Promise.all([
      isSecondJudgeUp(run, either),
      ...named.map((endpoint) => endpoint.untilUp(either)),
    ]);
    return isSecondUp;
  } catch (error) {
    stop.abort(error);
    throw error;
  }
}
