import type { FaultReply } from '../http-faults.js';

const DOCS = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api';

/** The refusal when the token's hourly requests are used up. */
export function primaryRateLimit(resetInSeconds = 60, status: 403 | 429 = 403): FaultReply {
  const reset = Math.floor(Date.now() / 1000) + resetInSeconds;
  const message = 'API rate limit exceeded for installation ID 1234567.';
  return {
    status,
    headers: {
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '1000',
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    },
    body: { message, documentation_url: DOCS, status: String(status) },
  };
}

/** The refusal when too much is asked at once; GitHub does not always say for how long. */
export function secondaryRateLimit(
  retryAfterSeconds: number | 'untold' = 60,
  status: 403 | 429 = 403,
): FaultReply {
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return {
    status,
    headers: retryAfterSeconds === 'untold' ? {} : { 'retry-after': String(retryAfterSeconds) },
    body: {
      message,
      documentation_url: `${DOCS}#about-secondary-rate-limits`,
      status: String(status),
    },
  };
}
