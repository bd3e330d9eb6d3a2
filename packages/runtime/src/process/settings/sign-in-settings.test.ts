import { expect, it } from 'vitest';
import * as z from 'zod';
import { readConfig } from './config.ts';
import { requireSafeSignIn, signInSettings } from './sign-in-settings.ts';

const checked = (environment: Record<string, string>) => () =>
  requireSafeSignIn(readConfig(z.object(signInSettings), environment));
const secured = { OIDC_ISSUER: 'https://login.example', OIDC_JWKS_URL: 'https://login.example/jwks' };

it.each([
  [secured],
  [{ OIDC_ISSUER: 'http://127.0.0.1:8080/oidc', OIDC_JWKS_URL: 'http://localhost:8080/oidc/jwks' }],
  [{ ...secured, OIDC_JWKS_URL: 'http://simulators:8080/jwks', OIDC_CLEAR_HTTP: 'on' }],
])('takes %j', (environment) => {
  expect(checked(environment)).not.toThrow();
});

it.each([
  [{ ...secured, OIDC_ISSUER: 'http://login.example' }, 'OIDC_ISSUER: must begin with https://'],
  [{ ...secured, OIDC_JWKS_URL: 'http://login.example/jwks' }, 'OIDC_JWKS_URL: must begin with https://'],
  [{ ...secured, OIDC_JWKS_URL: 'http://127.0.0.1.attacker.example/jwks' }, 'OIDC_JWKS_URL: must begin'],
  [{ ...secured, OIDC_JWKS_URL: 'ftp://localhost/jwks' }, 'OIDC_JWKS_URL: must begin with https://'],
])('refuses %j', (environment, reason) => {
  expect(checked(environment)).toThrow(reason);
});
