import * as z from 'zod';
import { bands } from '../domain/score/band.ts';

export const band = z.enum(bands);
