/** The subjects in the order of imports: each may import those before it, and itself. */
const SUBJECTS = [
  'stats',
  'decide',
  'config',
  'github',
  'dataset',
  'model',
  'judge',
  'record',
  'baseline',
  'report',
  'run',
];

/** What starts a run: nothing imports it. */
const ENTRIES = '^src/(action|post|cli)\\.ts$';

/** What stands on top of all subjects. */
const TOP = `${ENTRIES}|^src/command-line\\.io\\.ts$`;

/** Files that may touch the world. */
const TOUCHES = `\\.io\\.ts$|${ENTRIES}`;

/** Libraries without effects. */
const PURE = '(zod|@noble/hashes|pure-rand|yaml|csv-parse)';

/** Where plots are drawn. */
const DRAWING = '^src/report/';

/** One rule a subject: what comes after it is out of its reach. */
const orderRules = SUBJECTS.slice(0, -1).map((subject, index) => ({
  name: `order-${subject}`,
  comment: 'Data flows one way through the subjects.',
  severity: 'error',
  from: { path: `^src/${subject}/` },
  to: { path: `^src/(${[...SUBJECTS.slice(index + 1), 'demo'].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-folder-cycles',
      severity: 'error',
      scope: 'folder',
      from: { path: '^src/' },
      to: { circular: true },
    },
    ...orderRules,
    {
      name: 'every-folder-is-a-subject',
      comment: 'A folder that has no place in the order would be under no rule.',
      severity: 'error',
      from: { path: `^src/(?!(${SUBJECTS.join('|')}|demo|redact)/)[^/]+/` },
      to: {},
    },
    {
      name: 'ground-imports-ground',
      comment: 'Errors, digests and redaction are the ground that all subjects stand on.',
      severity: 'error',
      from: { path: '^src/(redact/|[^/]+\\.ts$)', pathNot: TOP },
      to: { path: '^src/[^/]+/', pathNot: '^src/redact/' },
    },
    {
      name: 'decide-works-on-counts',
      severity: 'error',
      from: { path: '^src/(stats|decide)/' },
      to: { dependencyTypes: ['npm'], pathNot: 'node_modules/pure-rand/' },
    },
    {
      name: 'pure-files-have-no-effects',
      comment:
        'What touches the world lies in files named .io.ts, and pure files take its types only.',
      severity: 'error',
      from: { path: '^src/', pathNot: TOUCHES },
      to: { path: '\\.io\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-files-import-no-node',
      severity: 'error',
      from: { path: '^src/', pathNot: TOUCHES },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-files-import-pure-libraries',
      severity: 'error',
      from: { path: '^src/', pathNot: `${TOUCHES}|${DRAWING}` },
      to: {
        path: 'node_modules',
        pathNot: `node_modules/${PURE}/`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'plots-are-drawn-with-a-library',
      severity: 'error',
      from: { path: DRAWING, pathNot: TOUCHES },
      to: {
        path: 'node_modules',
        pathNot: `node_modules/(${PURE}|@observablehq/plot|@xmldom/xmldom)/`,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-entries',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: ENTRIES },
    },
    {
      name: 'nothing-but-entries-imports-the-demo',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/demo/|${TOP}` },
      to: { path: '^src/demo/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
