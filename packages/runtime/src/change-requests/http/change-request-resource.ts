import * as z from 'zod';
import { day, instant } from '../../http/times.ts';
import type { ListedChangeRequest } from '../change-request-rows.ts';
import { changeRequestStates } from '../decision.ts';

const person = z.object({ personId: z.string(), name: z.string() });

export const listedChangeRequest = z.object({
  changeRequestId: z.uuid(),
  kind: z.string().meta({ description: 'What kind of thing is decided' }),
  subject: z.string().nullable().meta({
    description: 'What it is about, where only one request about it may be open',
  }),
  state: z.enum(changeRequestStates),
  reason: z.string().nullable().meta({ description: 'Why it was proposed' }),
  validFrom: day.nullable().meta({
    description: 'Business date from which the change holds; null where it holds at once',
  }),
  proposedBy: person,
  proposedAt: instant,
  expiresAt: instant.meta({ description: 'When it ends unless somebody has decided it' }),
  aloneFrom: instant.nullable().meta({
    description:
      'From when on whoever proposed it may approve it too, in an installation that one person runs; null where another person must',
  }),
  beneficiaries: z.array(z.string()).meta({
    description: 'Ids of people whom it gives something; they never decide it',
  }),
  contentHash: z.string().meta({
    description: 'SHA-256 of the canonical JSON of kind, subject, payload, before and validFrom',
  }),
  decidedBy: person.nullable(),
  decidedAt: instant.nullable(),
  decisionReason: z.string().nullable(),
  alone: z.boolean().meta({
    description: 'Whether whoever proposed it approved it alone, after the cooling time',
  }),
});

export const wholeChangeRequest = listedChangeRequest.extend({
  payload: z.unknown().meta({ description: 'What is proposed; its form depends on the kind' }),
  before: z.unknown().meta({ description: 'What stood when it was proposed' }),
  refusedAttempts: z
    .array(
      z.object({
        action: z.enum(['APPROVE', 'REJECT', 'WITHDRAW']),
        reason: z.string(),
        by: person,
        at: instant,
      }),
    )
    .meta({ description: 'Attempts to decide it that were refused, newest first' }),
});

export const listedOf = (request: ListedChangeRequest): z.infer<typeof listedChangeRequest> => ({
  changeRequestId: request.changeRequestId,
  kind: request.kind,
  subject: request.subject,
  state: request.state,
  reason: request.reason,
  validFrom: request.validFrom,
  proposedBy: request.proposedBy,
  proposedAt: request.proposedAt.toISOString(),
  expiresAt: request.expiresAt.toISOString(),
  aloneFrom: request.aloneFrom?.toISOString() ?? null,
  beneficiaries: [...request.beneficiaries],
  contentHash: request.contentHash,
  decidedBy: request.decidedBy,
  decidedAt: request.decidedAt?.toISOString() ?? null,
  decisionReason: request.decisionReason,
  alone: request.state === 'APPROVED' && request.decidedBy?.personId === request.proposedBy.personId,
});
