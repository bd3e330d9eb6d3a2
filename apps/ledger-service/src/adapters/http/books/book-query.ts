import { listQuery } from '@recoup/runtime/http/list-query';
import * as z from 'zod';

export const byId = z.strictObject({ id: z.uuid() });
export const ofPacket = z.strictObject({ ...listQuery, packetId: z.uuid().optional() });
