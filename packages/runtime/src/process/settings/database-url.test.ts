import { expect, it } from 'vitest';
import { databaseAddress } from './database-url.ts';

const url = 'postgres://clara:se%2Fcret@db.example:6432/recoup';

it('reads host, port, user, password and database, and leaves the wire in clear', () => {
  expect(databaseAddress(url)).toEqual({
    host: 'db.example',
    port: 6432,
    user: 'clara',
    password: 'se/cret',
    database: 'recoup',
    ssl: false,
  });
});

it('checks the server by the authorities of the machine when asked to', () => {
  expect(databaseAddress(`${url}?sslmode=verify-full`).ssl).toEqual({});
  expect(databaseAddress(`${url}?sslmode=disable`).ssl).toBe(false);
});

it('takes the folder of a unix socket', () => {
  expect(databaseAddress('postgres://clara@localhost/recoup?host=/run/postgresql')).toMatchObject({
    host: '/run/postgresql',
    port: 5432,
  });
});

it.each([
  ['not a URL', 'must be a URL such as postgres://user:password@host:5432/database'],
  ['https://db.example/recoup', 'must begin with postgres://'],
  [`${url}?sslmode=require`, 'may have the sslmode disable or verify-full: with require nobody checks'],
  [`${url}?options=-c%20statement_timeout%3D0`, 'not options'],
  [`${url}?application_name=other`, 'not application_name'],
  [`${url}?sslrootcert=/no/such/file`, 'needs sslmode=verify-full with sslrootcert'],
  [`${url}?sslmode=verify-full&sslrootcert=/no/such/file`, 'names a file that cannot be read: ENOENT'],
])('refuses %s, and never repeats the password', (wrong, fault) => {
  const tried = () => databaseAddress(wrong);
  expect(tried).toThrow(fault);
  expect(tried).not.toThrow(/cret/);
});
