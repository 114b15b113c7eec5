import { readAcceptCommand, type AcceptRequest } from '../config/accept-command.js';
import { conflict } from '../config/config-errors.js';
import { systemClock } from '../clock.io.js';
import { GateError } from '../errors.js';
import { openHttp } from '../http.io.js';
import { readEventPayload } from '../folders.io.js';
import { acceptReply, type AcceptOutcome, failedReply } from '../report/accept-reply.js';
import { createWorkspaceFiles } from '../files.io.js';
import { makeWaiver } from '../report/waiver.js';
import { accept, type AcceptedRed, type AcceptPorts } from './accept.js';
import { githubOf, type Shared } from './github-parts.io.js';
import type { StartedRun } from './read-run.io.js';
import { sealFor, waiverPlaceOf } from './waivers.io.js';

/** What a comment came to; one without a command comes to nothing. */
export type Accepted = AcceptOutcome['kind'] | 'ignored';

/**
 * Mode accept: carries out the command of a comment, and replies with what happened. A comment without a
 * command, or of a bot, is left alone.
 *
 * @param run inputs, event and world
 * @throws GateError CONFIG_CONFLICT on another event; what GitHub refuses, of which the reply tells too where it can be written
 */
export async function runAccept(run: StartedRun): Promise<Accepted> {
  const { config, context, world } = run;
  const { log, redact } = world;
  const { eventName } = context;
  if (eventName !== 'issue_comment') {
    throw conflict(
      `Input mode is "accept" on ${eventName}, where there is no comment to read.`,
      'Use it in a workflow on issue_comment (examples/accept.yml).',
    );
  }
  const payload = await readEventPayload(world.environment.GITHUB_EVENT_PATH);
  const read = readAcceptCommand(payload);
  if (read.kind === 'none') {
    log.info(`Nothing to do: ${read.why}.`);
    return 'ignored';
  }
  const { request } = read;
  const http = openHttp(1);
  try {
    const workspace = createWorkspaceFiles(world.folders.workspace);
    const shared = { ...world, config, context, http, workspace };
    const place = { repository: context.repository, number: request.number };
    const { writeComment } = await import('../github/comments.io.js');
    const reply = async (text: string): Promise<void> => {
      const client = await githubOf(shared);
      await writeComment(client, place, { text: redact.text(text), existing: undefined });
    };
    const outcome = await accept(request, portsOf(shared, request)).catch(
      async (error: unknown) => {
        const line =
          error instanceof GateError ? error.line : 'GitHub did not do what it was asked.';
        // The failure itself is what the step ends with.
        await reply(failedReply(line)).catch(() => undefined);
        throw error;
      },
    );
    await reply(
      acceptReply(outcome, {
        ...{ actor: request.actor, reason: request.reason, baselineName: config.baseline.name },
        runUrl: (id) => `${context.serverUrl}/${context.repository}/actions/runs/${id}`,
      }),
    );
    log.info(toldOf(outcome));
    return outcome.kind;
  } finally {
    await http.close();
  }
}

/** What happened, for the log. */
function toldOf(outcome: AcceptOutcome): string {
  return outcome.kind === 'accepted'
    ? `Accepted for the head ${outcome.head}.`
    : `Nothing was accepted: ${outcome.refusal.kind}. The reply says why.`;
}

/** GitHub as an acceptance asks it. */
function portsOf(shared: Shared, request: AcceptRequest): AcceptPorts {
  const { context } = shared;
  const { repository } = context;
  const facts = () => import('../github/accept-facts.io.js');
  return {
    standing: async () =>
      (await facts()).fetchStanding(await githubOf(shared), repository, request.actor),
    comment: async () =>
      (await facts()).fetchComment(await githubOf(shared), repository, request.commentId),
    pull: async () => (await facts()).fetchPull(await githubOf(shared), repository, request.number),
    hasDataBranch: async () => {
      const place = await waiverPlaceOf(shared);
      return place && (await place.data.tip()) !== undefined;
    },
    reds: async () => {
      const { findReds } = await import('../report/pull-memory.io.js');
      const place = { repository, number: request.number, key: shared.config.report.commentKey };
      const seal = sealFor(shared, request.number);
      const branch = await waiverPlaceOf(shared);
      const at = { ...place, seal };
      return findReds(await githubOf(shared), at, branch && { ...branch, place: at });
    },
    save: (red) => save(shared, request, red),
    rerun: async (runId) =>
      (await facts()).rerunFailedJobs(await githubOf(shared), repository, runId),
  };
}

/** Writes the waiver. */
async function save(
  shared: Shared,
  { number, actor, reason }: AcceptRequest,
  { verdict, accepted }: AcceptedRed,
): Promise<void> {
  const place = await waiverPlaceOf(shared);
  if (place === undefined) return;
  const { head, target, protocol, baseline } = verdict;
  const at = new Date(systemClock.nowMs()).toISOString();
  const subject = { pullRequest: number, head, target, protocol, baseline };
  const { baselineName } = place;
  const waiver = makeWaiver(
    { ...subject, baselineName, accepted: [...accepted], actor, reason, at },
    sealFor(shared, number),
  );
  const { addWaiver } = await import('../report/waiver-branch.io.js');
  await addWaiver(place, waiver);
}
