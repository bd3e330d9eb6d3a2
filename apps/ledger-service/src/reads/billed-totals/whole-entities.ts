import type { Actor } from '@recoup/runtime/http/people-directory';

/** The legal entities that somebody works for without limits of departments or clients; null for all. */
export const wholeEntities = ({ grants }: Actor, roles?: readonly string[]): readonly string[] | null => {
  const whole = grants.filter(
    ({ role, department, clientId }) =>
      (roles?.includes(role) ?? true) && department === null && clientId === null,
  );
  return whole.some(({ entity }) => entity === null) ? null : whole.flatMap(({ entity }) => entity ?? []);
};
