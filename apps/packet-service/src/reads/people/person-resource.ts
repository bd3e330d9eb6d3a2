import { day } from '@recoup/runtime/http/times';
import * as z from 'zod';
import { type ListedPerson, roles } from '../../domain/people/person.ts';

export const roleExceptionResource = z.object({ reason: z.string(), until: day });

export const roleConflictResource = z.object({
  one: z.enum(roles),
  other: z.enum(roles),
  exception: roleExceptionResource.nullable(),
});

export const roleResource = z.object({
  role: z.enum(roles),
  entity: z.string().nullable(),
  department: z.string().nullable(),
  clientId: z.string().nullable(),
  validFrom: day,
  validUntil: day.nullable(),
  exception: roleExceptionResource.nullable(),
});

export const rolesOnWire = ({
  roles: given,
}: Pick<ListedPerson, 'roles'>): readonly z.infer<typeof roleResource>[] =>
  given.map(({ role, scope, from, until, exception }) => ({
    role,
    entity: scope.entity ?? null,
    department: scope.department ?? null,
    clientId: scope.clientId ?? null,
    validFrom: from,
    validUntil: until ?? null,
    exception: exception ?? null,
  }));

export const listedPersonResource = z.object({
  displayName: z.string(),
  email: z.string(),
  employeeNumber: z
    .string()
    .nullable()
    .describe('by which the employer knows the person; null while it is not known'),
  active: z.boolean(),
  identities: z.array(z.object({ issuer: z.string(), subject: z.string() })),
  roles: z.array(roleResource),
});

export const listedOnWire = (person: ListedPerson): z.infer<typeof listedPersonResource> => ({
  displayName: person.displayName,
  email: person.email,
  employeeNumber: person.employeeNumber,
  active: person.active,
  identities: [...person.identities],
  roles: [...rolesOnWire(person)],
});
