import { dirname, resolve } from 'node:path';
import type { Manifest } from '../dataset/manifest.js';
import { decodeText } from '../dataset/read-inside.io.js';
import { GateError } from '../errors.js';
import { refuseLinks } from '../files.io.js';
import { LONGEST_CONFIG_BYTES } from '../foreign.js';
import { readTrusted, type TrustedPlaces } from './config-file.io.js';

/** A manifest, and the folder that its files lie in. */
export interface FoundManifest {
  readonly manifest: Manifest;
  /** Absolute. */
  readonly directory: string;
}

/**
 * The manifest that the input dataset names. As the configuration file it is read where no pull request has changed
 * it: the author of the change under test does not choose the questions, nor who is asked for them. Rows and pictures
 * of its folder are those of the checkout; where the manifest has a digest of the rows, they have to have it.
 *
 * @param path relative to the workspace
 * @param workspace absolute
 * @param places event, files and API
 * @throws GateError DATASET_UNREACHABLE when there is none, DATASET_INVALID when it is wrong, CONFIG_INVALID for a path
 *   that leads outside or over a link
 */
export async function readManifest(
  path: string,
  workspace: string,
  places: TrustedPlaces,
): Promise<FoundManifest> {
  const { read, where } = await readTrusted(path, 'dataset', places);
  if (read.kind === 'absent') {
    throw new GateError(
      'DATASET_UNREACHABLE',
      `Input dataset names ${where}, which does not exist.`,
      {
        remedy:
          where === path
            ? 'Give the path of a manifest of the checkout, relative to its root.'
            : 'A pull request is gated by the manifest of its base: merge the manifest first.',
      },
    );
  }
  if (read.kind === 'too-large') {
    throw new GateError(
      'DATASET_INVALID',
      `${where} has more than ${LONGEST_CONFIG_BYTES} bytes.`,
      {
        remedy: 'A manifest describes rows and holds none: put them into a file of their own.',
      },
    );
  }
  // Loaded only where there is a manifest: most of it is a reader of YAML.
  const { parseManifest } = await import('../dataset/parse-manifest.js');
  const manifest = parseManifest(decodeText(where, read.bytes), where);
  const directory = dirname(resolve(workspace, path));
  refuseLinks(workspace, directory);
  return { manifest, directory };
}
