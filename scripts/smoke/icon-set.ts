import { readFile } from 'node:fs/promises';

import type { FindIcon, Icon } from './types.js';

const ICONS_PATH = 'node_modules/@iconify-json/fluent-emoji-flat/icons.json';
const DEFAULT_SIDE = 32;

interface IconEntry {
  readonly body: string;
  readonly width?: number;
  readonly height?: number;
}

interface IconFile {
  readonly icons: Readonly<Record<string, IconEntry>>;
  readonly width?: number;
  readonly height?: number;
}

function isIconFile(value: unknown): value is IconFile {
  return typeof value === 'object' && value !== null && 'icons' in value;
}

/** Reads the Fluent Emoji icon set from the installed package. */
export async function readIconSet(path: string = ICONS_PATH): Promise<FindIcon> {
  const file: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!isIconFile(file)) throw new Error(`${path} is not an icon set`);
  return (name): Icon | undefined => {
    const entry = Object.hasOwn(file.icons, name) ? file.icons[name] : undefined;
    if (entry === undefined) return undefined;
    return {
      body: entry.body,
      width: entry.width ?? file.width ?? DEFAULT_SIDE,
      height: entry.height ?? file.height ?? DEFAULT_SIDE,
    };
  };
}
