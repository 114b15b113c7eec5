/**
 * What a job's token has to be allowed, by what a run does with it; as it stands under `permissions:`.
 *
 * @see https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
export const PERMISSIONS = {
  /** Lists the entries of the Actions cache. */
  listCaches: 'actions: read',
  /** Reads a file of the repository, or its data branch. */
  readFiles: 'contents: read',
  /** Commits to the data branch. */
  writeFiles: 'contents: write',
  /** Finds a run's pull request, and comments on it. */
  comment: 'pull-requests: write',
  /** Sets the status of the commit that a run is about. */
  setStatus: 'statuses: write',
} as const;
