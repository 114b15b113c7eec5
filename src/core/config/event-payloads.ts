import { z } from 'zod';

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const name = z.string().min(1);
const fullName = z.string().regex(/^[^/\s]+\/[^/\s]+$/);
const repository = z.object({ full_name: fullName });

/** Who did something; the type of an app is `Bot`. */
export const account = z.object({ login: name, type: z.string().nullish() });

/** What {@link account} gives. */
export type Account = z.infer<typeof account>;

/**
 * What is read of a pull_request or pull_request_target payload. The head's repository is null once
 * a fork was deleted. An edit says what was changed: `changes.base` is there when the base was.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 */
export const pullRequestPayload = z.object({
  action: z.string().nullish().catch(undefined),
  changes: z.object({ base: z.unknown().optional() }).nullish().catch(undefined),
  pull_request: z.object({
    number: z.number().int().positive(),
    state: z.enum(['open', 'closed']),
    user: account.nullish().catch(undefined),
    head: z.object({ sha, repo: repository.nullish() }),
    base: z.object({ sha, ref: name, repo: repository }),
  }),
});

/**
 * What is read of a merge_group payload.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
 */
export const mergeGroupPayload = z.object({
  merge_group: z.object({ head_sha: sha, base_ref: z.string().regex(/^refs\/heads\/./) }),
});

/**
 * What is read of a release payload.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#release
 */
export const releasePayload = z.object({
  action: name.catch(''),
  // What does not say that it is public is taken for a draft.
  release: z.object({ draft: z.boolean() }).catch({ draft: true }),
});

/**
 * What is read of a workflow_run payload.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */
export const workflowRunPayload = z.object({
  workflow_run: z.object({
    id: z.number().int().positive(),
    event: name,
    head_sha: sha,
    head_branch: name.nullish(),
    head_repository: repository.nullish(),
    actor: account.nullish().catch(undefined),
  }),
});
