import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** The digest by which a policy names a script or a style. */
function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The module that holds the style, the script and the policy of the HTML report: the files in
 * src/report/browser as text, with the digests by which the policy lets them, and nothing else, run.
 */
export function pageAssets(): string {
  const style = `\n${readFileSync('src/report/browser/page.css', 'utf8')}`;
  const compiled = ts.transpileModule(readFileSync('src/report/browser/page.ts', 'utf8'), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, removeComments: true },
  });
  const script = `\n(() => {\n${compiled.outputText}})();\n`;
  const policy = [
    "default-src 'none'",
    `style-src ${source(style)}`,
    `script-src ${source(script)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
  return `// Generated from src/report/browser by npm run generate.

/** The content security policy of the page. */
export const PAGE_POLICY = ${JSON.stringify(policy)};

/** The style element of the page. */
export const PAGE_STYLE = ${JSON.stringify(`<style>${style}</style>`)};

/** The script element of the page. */
export const PAGE_SCRIPT = ${JSON.stringify(`<script>${script}</script>`)};
`;
}
