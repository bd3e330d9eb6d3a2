/** One detail of a NetSuite error; `path` points into the body that was sent (`line.items[0].account`). */
export type GlErrorDetail = { readonly detail: string; readonly code: string; readonly path?: string };

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The error body of the record API, field by field as NetSuite writes it. */
export const errorEnvelope = (status: number, details: readonly GlErrorDetail[]) => ({
  type: `https://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.${Math.floor(status / 100)}.${(status % 100) + 1}`,
  title: titles[status] ?? 'Error',
  status,
  'o:errorDetails': details.map(({ detail, code, path }) => ({
    detail,
    'o:errorCode': code,
    ...(path !== undefined && { 'o:errorPath': path }),
  })),
});

export const invalidField = (field: string, value: unknown, path: string): GlErrorDetail => ({
  detail: `Error while accessing resource: You have entered an Invalid Field Value ${String(value)} for the following field: ${field}`,
  code: 'INVALID_CONTENT',
  path,
});

export const invalidLogin: GlErrorDetail = {
  detail: 'Invalid login attempt. For more details, see the Login Audit Trail in the NetSuite UI.',
  code: 'INVALID_LOGIN',
};

export const noSuchRecord: GlErrorDetail = {
  detail: 'The record instance does not exist. Provide a valid record instance ID.',
  code: 'NONEXISTENT_ID',
};
