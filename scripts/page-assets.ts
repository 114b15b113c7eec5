import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** What a page of ours is made of, besides its content. */
interface PageParts {
  /** What its constants begin with. */
  readonly name: 'PAGE' | 'LABEL';
  /** What it is called in their docstrings. */
  readonly what: string;
  readonly styles: readonly string[];
  readonly script: string;
}

const PAGES: readonly PageParts[] = [
  { name: 'PAGE', what: 'page', styles: ['page.css'], script: 'page.ts' },
  {
    name: 'LABEL',
    what: 'page for labelling',
    styles: ['page.css', 'label.css'],
    script: 'label.ts',
  },
];

/** A file of src/report/browser. */
function browserFile(name: string): string {
  return readFileSync(`src/report/browser/${name}`, 'utf8');
}

/** The digest by which a policy names a script or a style. */
function source(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * The module that holds style, script and policy of the HTML pages: the files in
 * src/report/browser as text, with the digests by which the policy lets them, and nothing else, run.
 */
export function pageAssets(): string {
  return `// Generated from src/report/browser by npm run generate.
${PAGES.map(constantsOf).join('')}`;
}

/** The constants of one page. */
function constantsOf({ name, what, styles, script: file }: PageParts): string {
  const style = `\n${styles.map(browserFile).join('\n')}`;
  const compiled = ts.transpileModule(browserFile(file), {
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
  return `
/** The content security policy of the ${what}. */
export const ${name}_POLICY = ${JSON.stringify(policy)};

/** The style element of the ${what}. */
export const ${name}_STYLE = ${JSON.stringify(`<style>${style}</style>`)};

/** The script element of the ${what}. */
export const ${name}_SCRIPT = ${JSON.stringify(`<script>${script}</script>`)};
`;
}
