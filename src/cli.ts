#!/usr/bin/env node
import { argv, env, stdout } from 'node:process';
import { keepCompiled } from './compile-cache.io.js';
import { TOOL_VERSION } from './tool-version.js';

const [, , command = '', ...more] = argv;
if (more.length === 0 && ['--version', '-V'].includes(command)) {
  // It takes none of what is loaded below.
  stdout.write(`${TOOL_VERSION}\n`);
} else {
  keepCompiled(env);
  const { runCommandLine } = await import('./command-line.io.js');
  await runCommandLine();
}
