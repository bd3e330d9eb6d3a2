import type { Registry } from '../ports/registry.ts';

/** Keeps the others informed of the legal entities; nothing is left to do after it. */
export const publishEntities = (registry: Registry) => async (): Promise<boolean> => {
  await registry.publishEntities();
  return false;
};
