import { SIUO_HUB_ID } from '../../core/dataset/siuo.js';
import { GateError } from '../../core/errors.js';
import type { HubAttempt } from './hub-attempt.js';
import type { HubAccess } from './hub-request.js';

/** What to do about a refusal, with a token and without. */
const REFUSALS: Readonly<Record<number, { readonly with: string; readonly without: string }>> = {
  401: {
    with: 'The hub does not accept the token in HF_TOKEN; renew it or unset it.',
    without: `Set HF_TOKEN to a token that may read ${SIUO_HUB_ID}, and check HF_ENDPOINT.`,
  },
  403: {
    with: `The token in HF_TOKEN may not read ${SIUO_HUB_ID}; ask for access with its account.`,
    without: `Set HF_TOKEN to a token that may read ${SIUO_HUB_ID}.`,
  },
  404: {
    with: 'Check the revision in input dataset, and HF_ENDPOINT.',
    without: 'Check the revision in input dataset, and HF_ENDPOINT.',
  },
};

/** What to do about the rest. */
const OTHERWISE =
  'Check that this machine reaches the hub (HF_ENDPOINT names a mirror, HTTPS_PROXY a proxy), or use dataset smoke.';

/**
 * The error for a file that the hub does not give. It names the hub, never where it redirected to:
 * those URLs are signed.
 *
 * @param file its path in the data set
 * @param failed the last attempt
 * @param access which hub, and whether there is a token; the token itself is not shown
 */
export function hubError(
  file: string,
  failed: Exclude<HubAttempt, { kind: 'fetched' }>,
  { endpoint, token }: HubAccess,
): GateError {
  const refusal = failed.kind === 'final' ? REFUSALS[failed.status ?? 0] : undefined;
  return new GateError(
    'DATASET_UNREACHABLE',
    `${file} of ${SIUO_HUB_ID} could not be fetched from ${endpoint}: ${failed.problem}.`,
    { remedy: refusal?.[token === '' ? 'without' : 'with'] ?? OTHERWISE },
  );
}
