// shared-domain-depends-on-nothing
import { createHash } from 'node:crypto';
export const hash = createHash;
