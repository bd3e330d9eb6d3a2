// A circle of nouns, packet and evidence, though not of modules.
import type { Document } from '../evidence/document.ts';
export type Packet = { readonly documents: readonly Document[] };
