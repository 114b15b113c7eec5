import { table } from '../../bench/markdown.js';
import { writeBetweenMarkers } from '../../bench/write-between-markers.js';
import type { CaseResult } from './cases.js';
import type { Installed } from './install.js';

/** The document, as seen from build/scripts/servers. */
const DOCUMENT = new URL('../../../docs/endpoints.md', import.meta.url);

const HEAD = ['server', 'case', 'ends with', 'requests', 'found out', 'what it said'];

/** A cell is cut to so many characters. */
const LONGEST = 160;

/** One line for the terminal. */
export function lineOf(result: CaseResult): string {
  const { server, name, requests, ran, faults } = result;
  const mark = faults.length === 0 ? 'ok  ' : 'FAIL';
  const found = foundIn(result) === '' ? '' : `; ${foundIn(result)}`;
  const outcome = `exit ${ran.exitCode}${ran.error === undefined ? '' : ` ${ran.error.code}`}`;
  const line = `${mark} ${server}: ${name} (${outcome}, ${requests} requests, ${Math.round(ran.seconds)} s${found})`;
  return [
    line,
    ...faults.map((fault) => `     ${fault}`),
    ...(faults.length === 0 ? [] : [ran.text]),
  ].join('\n');
}

/** Writes the table of all cases, with the day and the versions. */
export async function writeTable(
  results: readonly CaseResult[],
  { llama, litellm }: Installed['versions'],
): Promise<void> {
  const versions: Readonly<Record<string, string>> = { 'llama-server': llama, LiteLLM: litellm };
  const rows = results.map((result) => [
    `${result.server} ${versions[result.server] ?? ''}`.trim(),
    result.name,
    result.ran.error === undefined ? 'all answered' : `\`${result.ran.error.code}\``,
    String(result.requests),
    foundIn(result),
    cell(saidIn(result)),
  ]);
  const day = new Date().toISOString().slice(0, 10);
  const text = `Run on ${day}.\n\n${table(HEAD, rows)}`;
  await writeBetweenMarkers(DOCUMENT, 'servers', text);
}

/** What the server does not take as it was asked first. */
function foundIn({ ran }: CaseResult): string {
  const { 'token-field': tokenField = 'max_tokens', ...others } =
    ran.record?.capabilities.model ?? {};
  return [
    ...(tokenField === 'max_tokens' ? [] : [tokenField]),
    ...['temperature', 'seed', 'n'].flatMap((name) => {
      const value = others[name];
      return value === undefined || value === 'as asked' ? [] : [`${name}: ${value}`];
    }),
  ].join(', ');
}

/** The server's own words of the failure. */
function saidIn({ ran }: CaseResult): string {
  const message = ran.error?.message ?? '';
  return /“(.*)”/s.exec(message)?.[1] ?? message;
}

function cell(text: string): string {
  const flat = text.replace(/\s+/g, ' ').replace(/[|<>`*_[\]\\]/g, '\\$&');
  return flat.length > LONGEST ? `${flat.slice(0, LONGEST)}…` : flat;
}
