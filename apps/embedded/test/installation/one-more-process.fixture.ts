import { onFreePorts } from '@recoup/local/free-port';
import { type Supervised, supervise } from '../../src/host/processes/supervise.ts';

type Started = ReturnType<typeof supervise>;

/** One more process of a service beside that of the installation, with everything of it but the ports and its own folder of logs. */
export const oneMoreProcess = (
  { program, adminAddress }: Supervised,
  settings: Readonly<Record<string, string>>,
): Promise<Started> =>
  // Above those that the installation has taken for all of its services.
  onFreePorts(Number(new URL(adminAddress).port) + 20, 2, async (api, admin) => {
    const ports = { PORT: String(api), ADMIN_PORT: String(admin) };
    const [name, folder] = [`${program.name}-2`, `${program.folder}-2`];
    const environment = { ...program.environment, ...settings, ...ports };
    const more = supervise(
      { ...program, name, folder, environment },
      `http://127.0.0.1:${admin}`,
      () => undefined,
    );
    await more.restart();
    return more;
  });
