import { Refused } from '../session/refused.ts';

/** Whatever the file holds; the service says what of it is not what it should be. */
export const jsonOf = (file: string, text: string) => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(`${file} is not JSON.`);
  }
};
