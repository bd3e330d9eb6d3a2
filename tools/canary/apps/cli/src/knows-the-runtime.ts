// cli-speaks-http
import type { Service } from '../../../packages/runtime/src/service.ts';
export type Command = Service;
