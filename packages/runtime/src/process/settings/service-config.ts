import * as z from 'zod';
import { serviceSettings } from './config.ts';

const schema = z.object(serviceSettings);
/** The settings that every service has, as its composition root hands them on. */
export type ServiceConfig = z.infer<typeof schema>;
