import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** JSON lines on standard output; tokens, cookies, passwords and mail bodies never reach them. */
export const createLogger = (service: string, level: string): Logger =>
  pino({
    name: service,
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    redact: {
      paths: [
        'authorization',
        'token',
        'password',
        'secret',
        'text',
        'html',
        '*.authorization',
        '*.cookie',
        '*.token',
        '*.password',
        '*.secret',
        'req.headers.authorization',
        'req.headers.cookie',
      ],
      censor: '[redacted]',
    },
  });
