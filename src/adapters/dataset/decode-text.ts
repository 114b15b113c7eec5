import { fileFault } from '../../core/dataset/dataset-fault.js';

/**
 * The text of a file's bytes.
 *
 * @param file its name, for the error
 * @param bytes empty gives empty text
 * @throws GateError DATASET_INVALID when they are not UTF-8
 */
export function decodeText(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fileFault(file, 'is not UTF-8 text', 'Save it as UTF-8.');
  }
}
