import { z } from 'zod';

/** A module of a bundle, and those that were joined into it. */
interface Module {
  /** The absolute path of its file; none for what the bundler makes itself. */
  readonly nameForCondition?: string | null | undefined;
  readonly modules?: readonly Module[] | undefined;
}

const moduleSchema: z.ZodType<Module> = z.lazy(() =>
  z.object({
    nameForCondition: z.string().nullish(),
    modules: z.array(moduleSchema).optional(),
  }),
);

const statsSchema = z.object({ modules: z.array(moduleSchema).min(1) });

/** What is read of the report of `npm audit --json`, version 2. */
const reportSchema = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(
    z.string(),
    z.object({
      /** Names of packages that pass the weakness on, or advisories about this package itself. */
      via: z.array(
        z.union([
          z.string(),
          z.object({ title: z.string(), url: z.string(), severity: z.string(), range: z.string() }),
        ]),
      ),
      /** Where it is installed. */
      nodes: z.array(z.string()),
    }),
  ),
});

/** The innermost package folder of a path. */
const PACKAGE = /^.*node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;

/**
 * The folders of the packages whose files are in a bundle, e.g. `node_modules/undici`, sorted.
 *
 * @param stats the bundler's own account of it
 * @param root the folder that holds the outermost node_modules
 * @throws ZodError for an account without modules
 */
export function bundledFolders(stats: unknown, root: string): readonly string[] {
  const filesOf = (modules: readonly Module[]): readonly string[] =>
    modules.flatMap(({ nameForCondition, modules: inner = [] }) => [
      ...(nameForCondition ? [nameForCondition] : []),
      ...filesOf(inner),
    ]);
  const folders = filesOf(statsSchema.parse(stats).modules).flatMap((file) => {
    const [folder] = PACKAGE.exec(file) ?? [];
    return folder?.startsWith(root) === true
      ? [
          folder
            .slice(root.length)
            .replace(/^[\\/]/, '')
            .replaceAll('\\', '/'),
        ]
      : [];
  });
  return [...new Set(folders)].sort();
}

/**
 * The known weaknesses of bundled packages, one line each; empty when there is none. A package that only
 * depends on a weak one counts where that is bundled too.
 *
 * @param report what `npm audit --json` printed, parsed
 * @param folders the bundled packages
 * @throws ZodError for what is no such report: nothing was found out then
 */
export function bundledFindings(report: unknown, folders: readonly string[]): readonly string[] {
  const bundled = new Set(folders);
  const { vulnerabilities } = reportSchema.parse(report);
  return Object.values(vulnerabilities).flatMap(({ via, nodes }) => {
    const here = nodes.filter((node) => bundled.has(node));
    return here.flatMap((node) =>
      via.flatMap((cause) =>
        typeof cause === 'string'
          ? []
          : [`${node} (${cause.range}): ${cause.severity}: ${cause.title}, ${cause.url}`],
      ),
    );
  });
}
