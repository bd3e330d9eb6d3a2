import { typedCode, typedLines } from '@recoup/runtime/http/input/typed-text';
import { longestComment } from '../../domain/comment-text.ts';
import { longestName } from '../../domain/packet-name/name-key.ts';

export const packetName = typedCode(longestName);
export const commentText = typedLines(longestComment);
