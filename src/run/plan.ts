import { planDigest, planLine } from './plan-digest.js';
import { lookUpBaseline } from './baseline-step.js';
import type { GatePorts, RunParts } from './gate-ports.js';
import { loadItems, NO_DIGESTS } from './items.js';
import { warnOfShutdown } from './endpoints.js';
import { openQuestions } from './ask-check.js';
import { chooseCheck } from './judge-check-step.js';
import { planLines } from './plan-lines.js';
import { planAgainst } from './plan-step.js';
import { startRun } from './run.js';
import { rereadCost } from './bridge-step.js';

/** Safe-rates for which a plan without a baseline speaks: of many published models, and of a safe one. */
const IMAGINED_RATES: readonly number[] = [0.6, 0.95];

/**
 * Only plans a run: reads rows and baseline, says what the run would ask, and stops. Where there is no
 * baseline yet it says what runs would ask against one, for a model as safe as many and a safer one.
 *
 * @param parts inputs, event and tool version
 * @param ports the world; no endpoint is asked; GET /models alone says when the judge is shut down
 * @returns the plan, line by line
 * @throws GateError of what stops a run before it spends anything
 */
export async function planOnly(parts: RunParts, ports: GatePorts): Promise<readonly string[]> {
  const { run } = startRun(parts, ports, new AbortController().signal);
  const items = await loadItems(run);
  const stored = { pictures: NO_DIGESTS, merged: undefined, begunWith: undefined };
  const level = await lookUpBaseline(run, { items, ...stored });
  const questions = openQuestions(chooseCheck(run, items, level.chosenBaseline));
  const plan = planAgainst(run, items, level);
  const reread = rereadCost(run, level, { items, plan });
  const { chosenBaseline } = level;
  // Who gives no key is told nothing of any end, or serves the judge alone.
  if (parts.config.judge?.endpoint.apiKey) await warnOfShutdown(run);
  return [
    ...planLines(run, { items, plan, chosenBaseline, questions, reread }, IMAGINED_RATES),
    planLine(planDigest(run, items, plan)),
  ];
}
