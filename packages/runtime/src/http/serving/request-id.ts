import { newId } from '../../process/ids.ts';

/** The name of a request in answers and logs: the one that its caller gave it, where that can be used, else a new one. */
export const requestIdOf = (given: string | readonly string[] | undefined): string =>
  typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId();
