/** What the npm package holds: each pattern has to match a file, and each file a pattern. */
const CONTENTS: readonly RegExp[] = [
  /^package\.json$/,
  /^(README|CHANGELOG)\.md$/,
  /^LICENSE$/,
  /^dist\/cli\/index\.js$/,
  /^dist\/cli\/(package\.json|licenses\.txt)$/,
  /^dist\/cli\/\d+\.index\.js$/,
  /^dist\/smoke\/(siuo_gen|siuo_mcqa|labelled-answers)\.json$/,
  /^dist\/smoke\/images\/[^/]+\.png$/,
  /^schemas\/[^/]+\.schema\.json$/,
  /^dist\/smoke\/(README\.md|LICENSE-icons\.txt)$/,
];

/** Scripts that npm runs by itself on the machine of whoever installs a package. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

/** What is read of a package.json. */
export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * What is wrong with the npm package, one sentence each; empty when nothing is.
 *
 * @param paths the files that `npm pack` would put into it
 * @param manifest its package.json
 */
export function packageFaults(paths: readonly string[], manifest: Manifest): readonly string[] {
  const strangers = paths.filter((path) => !CONTENTS.some((pattern) => pattern.test(path)));
  const missing = CONTENTS.filter((pattern) => !paths.some((path) => pattern.test(path)));
  const scripts = INSTALL_SCRIPTS.filter((name) => manifest.scripts?.[name] !== undefined);
  const dependencies = Object.keys(manifest.dependencies ?? {});
  return [
    ...strangers.map((path) => `${path} is no part of the package.`),
    ...missing.map(({ source }) => `No file of the package matches ${source}.`),
    ...scripts.map((name) => `The script ${name} would run on installation.`),
    ...dependencies.map((name) => `${name} is bundled: it belongs into devDependencies.`),
  ];
}
