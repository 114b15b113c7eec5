import { withoutN } from '../../core/sweep/dialect.js';
import type { FailureCause } from '../../core/sweep/answer.js';
import type { Answers } from '../../core/sweep/reply-action.js';
import { askCall, type AskerState, type Call } from './ask-call.js';

/** Failures that may be due to asking for several answers at once, whatever the server says of it. */
const MAY_BE_THE_NUMBER: ReadonlySet<FailureCause> = new Set([
  'rejected',
  'server',
  'unreadable',
  'timeout',
]);

/**
 * Makes a call for one answer or several. A call for several that fails is made again for one, in
 * case the number was the trouble; where several have never come, they are not asked for again.
 *
 * @param call - the question and the number of answers
 * @param state - what the endpoint's calls share
 * @param signal - cancels the call
 * @returns at most as many answers as were asked for; a failure as often as the call was for them
 * @throws as `askCall` does
 */
export async function askOneOrSeveral(
  call: Call,
  state: AskerState,
  signal: AbortSignal,
): Promise<Answers> {
  const { question, answers: wanted } = call;
  const answers = await askCall(call, state, signal);
  const [first] = answers;
  if (first.kind !== 'failed') return atMost(wanted, answers);
  const dialect = state.dialects.current();
  // Where calls are for one answer, it is that one which failed.
  if (wanted === 1 || !dialect.sendsN) return [first];
  if (!MAY_BE_THE_NUMBER.has(first.cause)) return asOften(wanted, first);
  const one = await askCall({ question, answers: 1, isRetry: true }, state, signal);
  const isTheNumber = one[0].kind !== 'failed' && !state.hasGivenSeveral;
  if (isTheNumber) state.dialects.learn(dialect, withoutN(dialect));
  return one[0].kind === 'failed' ? asOften(wanted, one[0]) : one;
}

/** The first so many of some answers. */
function atMost(wanted: number, [first, ...others]: Answers): Answers {
  return [first, ...others.slice(0, wanted - 1)];
}

/** One answer so many times. */
function asOften(times: number, answer: Answers[0]): Answers {
  return [answer, ...Array.from({ length: times - 1 }, () => answer)];
}
