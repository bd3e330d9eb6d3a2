import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

const Issuers = z.array(z.string());

/**
 * Every name this issuer has had, in the order in which it had them. The name holds the port, which may have been taken at some start;
 * people are known by the first, whatever it is called now.
 */
export const knownIssuers = (file: string, present: string): readonly string[] => {
  const earlier = existsSync(file) ? Issuers.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
  const known = earlier.includes(present) ? earlier : [...earlier, present];
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Whole or not at all: a host that was killed meanwhile must find the earlier names at its next start.
  writeFileSync(`${file}.unfinished`, JSON.stringify(known));
  renameSync(`${file}.unfinished`, file);
  return known;
};
