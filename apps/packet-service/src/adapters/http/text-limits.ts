import * as z from 'zod';
import { longestComment } from '../../domain/comment-text.ts';
import { longestName } from '../../domain/packet-name/name-key.ts';

/** The domain measures what is left of these texts without the space around them, and refuses; here their limits are only told. */
export const packetName = z.string().meta({ maxLength: longestName });
export const commentText = z.string().meta({ maxLength: longestComment });
