/** Licences that allow what dist/ does: to be redistributed under MIT with their notice. */
const ALLOWED = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
];

/** What is read of package-lock.json. */
export interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly license?: string; readonly hasInstallScript?: boolean }>
  >;
}

/**
 * What is wrong with the licences of bundled packages, one sentence each; empty when nothing is.
 *
 * @param notices the texts that stand alongside the bundles: of each package its name on a line, then
 *   its licence on the next
 * @param lock what the lock file knows of every installed package
 */
export function licenceFaults(notices: readonly string[], lock: Lock): readonly string[] {
  const lines = new Set(notices.flatMap((notice) => notice.split('\n')));
  return Object.entries(lock.packages).flatMap(([path, { license, hasInstallScript }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (path === '' || !lines.has(name)) return [];
    return [
      ...(isAllowed(license) ? [] : [`${path} has the licence ${license ?? 'of no name'}.`]),
      ...(hasInstallScript === true ? [`${path} wants to run a script on installation.`] : []),
    ];
  });
}

/** Whether every licence of an expression is allowed; the choice of an OR is not made here. */
function isAllowed(expression = ''): boolean {
  const licences = expression.replaceAll(/[()]/g, '').split(' AND ');
  return licences.every((licence) => ALLOWED.includes(licence));
}
