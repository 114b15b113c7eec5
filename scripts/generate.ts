import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { actionMetadata } from './action-metadata.js';
import { benchmarkManifests } from './benchmark-manifests.js';
import { eventsTable } from './events-table.js';
import { errorSections } from './error-sections.js';
import { marketplaceFaults } from './marketplace-faults.js';
import { jsonSchemas } from './json-schemas.js';
import { pageAssets } from './page-assets.js';
import { keyTables, outputsTable, replaceBetween } from './doc-tables.js';

// Writes action.yml, the tables of the docs, the JSON Schemas and the report page's assets from the
// sources; with --check it only compares, and fails when a file is not what the sources give. Both fail
// when the Marketplace would not take action.yml.

const files: Readonly<Record<string, string>> = {
  'action.yml': actionMetadata(),
  'docs/inputs.md': replaceBetween(
    replaceBetween(readFileSync('docs/inputs.md', 'utf8'), 'keys', keyTables()),
    'outputs',
    outputsTable(),
  ),
  'docs/troubleshooting.md': replaceBetween(
    readFileSync('docs/troubleshooting.md', 'utf8'),
    'errors',
    errorSections(),
  ),
  'docs/events.md': replaceBetween(readFileSync('docs/events.md', 'utf8'), 'events', eventsTable()),
  ...jsonSchemas(),
  'src/report/page-assets.ts': pageAssets(),
  'src/dataset/benchmarks.json': benchmarkManifests(),
};

for (const fault of marketplaceFaults(actionMetadata(), readdirSync('.'))) {
  console.error(fault);
  process.exitCode = 1;
}

const isCheck = process.argv.includes('--check');
for (const [path, content] of Object.entries(files)) {
  const now = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (now === content) continue;
  if (isCheck) {
    console.error(`${path} is not what the sources give: run npm run generate.`);
    process.exitCode = 1;
  } else {
    writeFileSync(path, content);
    console.log(`wrote ${path}`);
  }
}
