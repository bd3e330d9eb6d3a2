// no-cycles
import { right } from './cycle-right.ts';
export const left = (): string => right.name;
