/**
 * The text below a version's heading in a changelog, up to the next heading of that level.
 *
 * @param changelog Markdown in the form of Keep a Changelog
 * @param version without a leading v, e.g. 1.2.3
 * @throws Error when there is no such section, or nothing in it
 * @see https://keepachangelog.com/en/1.1.0/
 */
export function notesOf(changelog: string, version: string): string {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => headingVersion(text) === version);
  const notes = section?.slice(section.indexOf('\n')).trim() ?? '';
  if (notes === '') throw new Error(`CHANGELOG.md has no notes under ## ${version}.`);
  return notes;
}

/** The version a section's heading names, with or without brackets, before its date. */
function headingVersion(section: string): string | undefined {
  return /^\[?([^\]\s]+)/.exec(section)?.[1];
}
