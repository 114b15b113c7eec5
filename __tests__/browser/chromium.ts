import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { chromium, type Browser, type Page, type Request } from 'playwright-core';

/** Where Chromium usually is. */
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where pictures of the pages are left to be looked at. */
const SCREENSHOTS = 'build/screenshots';

/** How a page is looked at. */
export interface View {
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

/** A page that is open, and what it did besides being shown. */
export interface OpenPage {
  readonly page: Page;
  /** Messages on the console and errors, refusals of the policy among them. */
  readonly complaints: readonly string[];
  /** Everything it asked for, but itself. */
  readonly requests: readonly Request[];
}

/** Starts headless Chromium: CHROME_PATH, or the first of the usual places. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? PATHS.find((path) => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('No Chromium was found. Install it, or set CHROME_PATH to one.');
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens an HTML file from disk, as people open a downloaded report. */
export async function openFile(browser: Browser, html: string, view: View = {}): Promise<OpenPage> {
  const folder = await mkdtemp(join(tmpdir(), 'page-'));
  const file = join(folder, 'report.html');
  await writeFile(file, html);
  const { colorScheme = 'light', width = 1200 } = view;
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  page.once('close', () => void rm(folder, { recursive: true }));
  const [complaints, requests]: [string[], Request[]] = [[], []];
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== `file://${file}`) requests.push(request);
  });
  await page.goto(`file://${file}`);
  return { page, complaints, requests };
}

/** What axe has against a page: rule and element; empty when nothing. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run;
    const { violations } = await run();
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Leaves a picture of the whole page. */
export async function picture(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
