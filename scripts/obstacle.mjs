// Plain JavaScript: read by the machine's own, possibly older, Node.

/** Why this machine cannot run the project, in one sentence; undefined when it can. */
export const obstacle = (platform, version) => {
  if (platform !== 'linux' && platform !== 'darwin')
    return 'Recoup runs on Linux and macOS; on Windows, use WSL (the Windows Subsystem for Linux).';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11))
    return `Recoup needs Node 20.11 or newer to start; this is ${version}.`;
  return undefined;
};
