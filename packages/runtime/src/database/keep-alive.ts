/**
 * Settings of a session by which PostgreSQL ends it within half a minute after its client's host has vanished without a word. By the
 * system's own defaults the session, and every lock it holds, would stay for two hours. Sessions over a unix socket ignore them.
 */
export const serverKeepAlive =
  '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=30000';

/** The same from the other end: a client that waits notices a server that has vanished. */
export const clientKeepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };
