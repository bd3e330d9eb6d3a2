import { withoutLimits } from '../covered-rows.ts';
import type { Access } from '../endpoint.ts';

export const rolesOf = (access: Access): readonly string[] => {
  if (access === 'signed-in') return [];
  return 'anyOf' in access ? access.anyOf : access.roles;
};

export const whoMay = (access: Access): string => {
  if (access === 'signed-in') return 'Anyone who is signed in.';
  const roles = rolesOf(access);
  const limits = 'everywhere' in access ? `, ${withoutLimits}` : '';
  const named =
    roles.length === 0 ? [] : [`${roles.length === 1 ? 'Role' : 'Roles'}: ${roles.join(', ')}${limits}.`];
  return ['decided' in access ? [...named, access.decided] : named].flat().join(' ');
};
