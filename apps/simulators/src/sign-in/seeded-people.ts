/** Every role of the product; the embedded host seeds two people for each, so that segregation of duties can be tried. */
export const seededRoles = [
  'CLIENT_ACCOUNTING',
  'AGENT',
  'DEPT_HEAD',
  'VP_CLIENT_ACCOUNTING',
  'CFO',
  'MD',
  'CASE_OWNER',
  'COLLECTIONS_LEAD',
  'GL_ACCOUNTANT',
  'AUDITOR',
  'EXECUTIVE',
  'OPERATOR',
  'ADMIN',
] as const;
export type SeededRole = (typeof seededRoles)[number];

export type SeededPerson = {
  /** The role in kebab case and a number, `agent-1`; also the subject of this person's tokens. */
  readonly login: string;
  readonly role: SeededRole;
  readonly displayName: string;
  readonly email: string;
};

const names: Readonly<Record<SeededRole, readonly [string, string]>> = {
  CLIENT_ACCOUNTING: ['Priya Raman', 'Tom Okafor'],
  AGENT: ['Elena Marchetti', 'Marcus Bell'],
  DEPT_HEAD: ['Ingrid Solberg', 'Daniel Osei'],
  VP_CLIENT_ACCOUNTING: ['Ruth Abelson', 'Hiro Tanaka'],
  CFO: ['Catherine Doyle', 'Samuel Adeyemi'],
  MD: ['Isabelle Laurent', 'Victor Almeida'],
  CASE_OWNER: ['Nora Whitfield', 'Javier Morales'],
  COLLECTIONS_LEAD: ['Grace Lindqvist', 'Omar Haddad'],
  GL_ACCOUNTANT: ['Wei Zhang', 'Anna Kowalska'],
  AUDITOR: ['Miriam Stein', 'Peter Novak'],
  EXECUTIVE: ['Laura Castellano', 'James Thornbury'],
  OPERATOR: ['Kofi Mensah', 'Sofia Petrova'],
  ADMIN: ['Hannah Brandt', 'Rafael Duarte'],
};

const peopleOf = (role: SeededRole): readonly SeededPerson[] =>
  names[role].map((displayName, at) => {
    const login = `${role.toLowerCase().replaceAll('_', '-')}-${at + 1}`;
    return { login, role, displayName, email: `${login}@recoup.example` };
  });

export const seededPeople: readonly SeededPerson[] = seededRoles.flatMap(peopleOf);

export const seededPerson = (login: string): SeededPerson | undefined =>
  seededPeople.find((person) => person.login === login);

/** All of them as the packet service takes people in; each is known to this issuer by the login. */
export const seededListings = (issuer: string) =>
  seededPeople.map(({ login, role, displayName, email }) => ({
    displayName,
    email,
    identities: [{ issuer, subject: login }],
    roles: [{ role, validFrom: '2000-01-01' }],
  }));
