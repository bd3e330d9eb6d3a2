/** Whom a mail is for. Addresses are looked up in the directory when it is sent, never taken from an event. */
export type Audience =
  | { readonly kind: 'people'; readonly ids: readonly string[] }
  | {
      readonly kind: 'role';
      readonly role: string;
      readonly within: Reach;
      /** People who hold the role and may still not act, for example who submitted the packet. */
      readonly except: readonly string[];
    };

/** What a person's grant must cover; an empty list asks for a grant without that limit. */
export type Reach = {
  readonly entities: readonly string[];
  readonly departments: readonly string[];
  readonly clientId: string | null;
};

/** One mail, before it is text or HTML. */
export type Mail = {
  readonly template: string;
  readonly to: readonly Audience[];
  readonly subject: string;
  readonly opening: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Why the reader gets this, and who acts next. */
  readonly closing: string;
  readonly button: { readonly label: string; readonly path: string; readonly act: string | null };
  /** The packet or case it is about; its mails form one thread. */
  readonly about: { readonly kind: 'packet' | 'case'; readonly id: string };
};

type MailParts = Pick<Mail, 'subject' | 'closing' | 'facts' | 'to'> & {
  readonly button: { readonly label: string; readonly act?: string | null };
};

/** A mail that opens with its subject and leads to what it is about. */
export const mailAbout = (about: Mail['about'], template: string, { button, ...parts }: MailParts): Mail => ({
  template,
  ...parts,
  opening: `${parts.subject}.`,
  button: { act: null, ...button, path: `/${about.kind}s/${about.id}` },
  about,
});

export const people = (ids: readonly string[]): Audience => ({ kind: 'people', ids });

export const holders = (role: string, within: Reach, except: readonly string[] = []): Audience => ({
  kind: 'role',
  role,
  within,
  except,
});

/** Text as one header line: no line break or control character survives, so nothing can start a header of its own. */
export const headerLine = (text: string): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length <= 200 ? line : `${line.slice(0, 199)}…`;
};
