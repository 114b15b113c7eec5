import { readFile, writeFile } from 'node:fs/promises';

/**
 * Replaces what stands in a document between `<!-- NAME start -->` and `<!-- NAME end -->`.
 *
 * @throws Error if the document lacks the markers
 */
export async function writeBetweenMarkers(
  document: URL,
  name: string,
  text: string,
): Promise<void> {
  const content = await readFile(document, 'utf8');
  const start = content.indexOf(`<!-- ${name} start -->`);
  const end = content.indexOf(`<!-- ${name} end -->`);
  if (start < 0 || end < start)
    throw new Error(`${document.pathname} lacks the markers of ${name}`);
  const before = content.slice(0, content.indexOf('-->', start) + '-->'.length);
  await writeFile(document, `${before}\n\n${text}\n\n${content.slice(end)}`);
}
