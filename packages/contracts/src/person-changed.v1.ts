import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';

/** The current state of a person: identities, and roles with scope and dates. `version` equals the envelope's `sequence`. */
export const PersonChangedV1 = contract(
  'recoup.person.changed.v1',
  topics.people,
  z.object({
    personId: z.uuid(),
    version: z.int().positive(),
    displayName: z.string(),
    email: z.email(),
    /** By which the employer knows the person; null while it is not known. */
    employeeNumber: z.string().nullable().optional(),
    /** The person who stands for all entries that are one human, as two administrators declared it; themselves where there are none. */
    humanId: z.uuid().optional(),
    active: z.boolean(),
    identities: z.array(z.object({ issuer: z.string(), subject: z.string() })),
    /** A missing entity, department or client means every one. */
    roles: z.array(
      z.object({
        role: z.string(),
        entity: z.string().nullable(),
        department: z.string().nullable(),
        clientId: z.uuid().nullable(),
        validFrom: z.iso.date(),
        validUntil: z.iso.date().nullable(),
      }),
    ),
  }),
);
