// host-runs-without-its-demo
import type { Walk } from '../demo/walk.ts';
export type Host = Walk;
