import { parentPort } from 'node:worker_threads';
import { runTrial, type Trial } from './run-trial.js';

/** Runs each trial it is sent, and answers with what it came to. */
parentPort?.on('message', (trial: Trial) => parentPort?.postMessage(runTrial(trial)));
