/** A repository as the API's addresses name it. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

/**
 * The two halves of a repository's name.
 *
 * @param fullName `owner/name`
 * @returns both; an empty text gives empty halves
 */
export function splitName(fullName: string): RepositoryName {
  const [owner = '', repo = ''] = fullName.split('/');
  return { owner, repo };
}
