import { parse } from 'yaml';
import { z } from 'zod';

/** The form takes fewer than 125 characters. */
const LONGEST_DESCRIPTION = 124;

/** The colours that the metadata syntax lists. */
const COLORS = [
  'white',
  'black',
  'yellow',
  'blue',
  'green',
  'orange',
  'red',
  'purple',
  'gray-dark',
];

/** Of the icons that the metadata syntax lists, those that could stand for a gate. */
const ICONS = [
  'activity',
  'alert-octagon',
  'alert-triangle',
  'award',
  'bar-chart',
  'bar-chart-2',
  'check-circle',
  'check-square',
  'eye',
  'filter',
  'flag',
  'lock',
  'shield',
  'shield-off',
  'target',
  'trending-down',
];

/** Names of categories, which no action may have. */
const CATEGORIES = [
  'api management',
  'chat',
  'code quality',
  'code review',
  'container ci',
  'continuous integration',
  'dependency management',
  'deployment',
  'ides',
  'learning',
  'localization',
  'mobile',
  'mobile ci',
  'monitoring',
  'open source management',
  'project management',
  'publishing',
  'security',
  'support',
  'testing',
  'utilities',
];

const text = z.string().min(1);
const metadata = z.object({
  name: text.refine((name) => !CATEGORIES.includes(name.toLowerCase()), {
    message: 'is the name of a category',
  }),
  description: text
    .max(LONGEST_DESCRIPTION)
    .refine((description) => !description.includes('\n'), { message: 'has several lines' }),
  author: text,
  branding: z.object({ icon: z.enum(ICONS), color: z.enum(COLORS) }),
  runs: z.object({ using: text }),
});

/**
 * What the Marketplace's form would have against an action, one sentence each; empty when nothing. That
 * no other action, user or organization has its name only the form can tell.
 *
 * @param manifest the text of action.yml
 * @param rootFiles the names of what lies in the root of the repository
 * @see https://docs.github.com/en/actions/how-tos/create-and-publish-actions/publish-in-github-marketplace
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#branding
 */
export function marketplaceFaults(
  manifest: string,
  rootFiles: readonly string[],
): readonly string[] {
  const { error } = metadata.safeParse(parse(manifest));
  const fields = (error?.issues ?? []).map(
    ({ path, message }) => `action.yml: ${path.join('.')}: ${message}.`,
  );
  const manifests = rootFiles.filter((name) => /^(action\.ya?ml|Dockerfile)$/.test(name));
  return [
    ...fields,
    ...(manifests.join() === 'action.yml'
      ? []
      : [
          `The root holds ${manifests.join(', ') || 'no action.yml'}: it has to be action.yml alone.`,
        ]),
    ...(rootFiles.includes('README.md')
      ? []
      : ['The root holds no README.md, which is the listing.']),
  ];
}
