import { problem, type Refusing } from '@recoup/runtime/http/endpoint';

export const insufficientSignIn: Refusing = { status: 401, code: 'INSUFFICIENT_USER_AUTHENTICATION' };

/** As RFC 9470 says it, so that a client knows to ask for a sign-in, and of which age. */
export const signInAgain = (withinSeconds: number) =>
  problem(
    insufficientSignIn.status,
    insufficientSignIn.code,
    `The last signature asks for a sign-in within the last ${Math.round(withinSeconds / 60)} minutes. Sign in again and approve once more.`,
    {
      headers: {
        'www-authenticate': `Bearer error="insufficient_user_authentication", max_age="${withinSeconds}"`,
      },
      more: { maxAgeSeconds: withinSeconds },
    },
  );
