import { jest } from '@jest/globals';

/** Runs some work and gives the lines it printed to standard output, as the runner splits them. */
export async function linesOf(work: () => unknown): Promise<readonly string[]> {
  let text = '';
  const spy = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return text.replace(/\r?\n$/, '').split(/\r\n|\r|\n/);
}
