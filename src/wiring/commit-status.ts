import type { CommitStatus } from '../core/report/commit-status.js';
import { githubOf } from './github.js';
import type { Shared } from './parts.js';
import { runUrl } from '../core/report/build-report.js';

/** How the status of a run's commit is set. */
export interface StatusWiring {
  /** Sets a status on the commit that the run is about; undefined where its own check lands there. */
  readonly setStatus: ((status: CommitStatus) => Promise<void>) | undefined;
}

/** The status of the commit that a run is about which follows another: its own check lands elsewhere. */
export function statusOf(shared: Shared): StatusWiring {
  const { config, context } = shared;
  if (config.mode !== 'report' || context.workflowRun === undefined) {
    return { setStatus: undefined };
  }
  const place = { repository: context.repository, sha: context.sha, url: runUrl(context) };
  return {
    setStatus: async (status) => {
      const { setStatus } = await import('../adapters/github/set-status.io.js');
      await setStatus(await githubOf(shared), place, status);
    },
  };
}
