import { toRegistered } from '../domain/registry/registered-code.ts';
import type { Registry } from '../ports/registry.ts';

/** The code of the legal entity that somebody means, as it is registered; as it is written where none is. */
export const entityMeant =
  ({ entities }: Pick<Registry, 'entities'>) =>
  async (written: string): Promise<string> =>
    toRegistered((await entities()).map(({ code }) => code))(written);
