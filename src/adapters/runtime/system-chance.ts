import type { Chance } from '../../engine/ports/chance.js';

/** Chance of this process, for the jitter of retries; nothing that is decided depends on it. */
export const systemChance: Chance = { next: () => Math.random() };
