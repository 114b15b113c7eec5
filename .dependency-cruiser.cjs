/** Which folder of core may import which: each may import those before it, and itself. */
const CORE_ORDER = [
  ['config', 'dataset'],
  ['plan'],
  ['sweep'],
  ['judge'],
  ['record'],
  ['pool'],
  ['compare'],
  ['report'],
];

/** One rule a folder: what stands after it in the flow is out of its reach. */
const flowRules = CORE_ORDER.flatMap((folders, index) => {
  const later = CORE_ORDER.slice(index + 1).flat();
  if (later.length === 0) return [];
  return [
    {
      name: `core-flow-${folders.join('-')}`,
      comment: 'Data flows one way through core.',
      severity: 'error',
      from: { path: `^src/core/(${folders.join('|')})/` },
      to: { path: `^src/core/(${later.join('|')})/` },
    },
  ];
});

/** Libraries without effects. */
const PURE = '(zod|@noble/hashes|pure-rand|yaml)';

/** What starts a run, and what is put together for it: nothing else imports them. */
const ENTRIES = '^src/(wiring|demo)/|^src/(action|post|cli)\\.ts$';

/** Where pictures are drawn. */
const DRAWING = '^src/core/report/page-plots\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-imports-core',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/', pathNot: '^src/core/' },
    },
    {
      name: 'stats-imports-units-only',
      severity: 'error',
      from: { path: '^src/core/stats/' },
      to: { path: '^src/', pathNot: '^src/core/(stats/|units\\.ts$)' },
    },
    {
      name: 'core-ground-imports-nothing',
      comment: 'Errors, units and digests are the ground that all of core stands on.',
      severity: 'error',
      from: { path: '^src/core/[^/]+\\.ts$' },
      to: { path: '^src/core/[^/]+/' },
    },
    ...flowRules,
    {
      name: 'stats-serve-record-and-later',
      severity: 'error',
      from: { path: '^src/core/(config|dataset|plan|sweep)/' },
      to: { path: '^src/core/stats/' },
    },
    {
      name: 'core-and-engine-have-no-effects',
      severity: 'error',
      from: { path: '^src/(core|engine)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-and-engine-libraries',
      comment:
        'Pure libraries only. The plots of the report are drawn into a document that is given to them.',
      severity: 'error',
      from: { path: '^src/(core|engine)/', pathNot: DRAWING },
      to: { path: 'node_modules', pathNot: `node_modules/${PURE}/` },
    },
    {
      name: 'plots-draw-with-a-library',
      severity: 'error',
      from: { path: DRAWING },
      to: {
        path: 'node_modules',
        pathNot: `node_modules/(${PURE}|@observablehq/plot|@xmldom/xmldom)/`,
      },
    },
    {
      name: 'engine-imports-core',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^src/', pathNot: '^src/(core|engine)/' },
    },
    {
      name: 'adapters-import-core-and-ports',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: '^src/(core/|engine/ports/|adapters/$1/|adapters/(ports|runtime|actions-cache)/)',
      },
    },
    {
      name: 'nothing-imports-entries',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ENTRIES,
      },
      to: {
        path: ENTRIES,
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
