/** Signing in to a local broker by SCRAM-SHA-512, with an authorizer: who is not `admin` needs access rules. */
export type LocalKafkaSasl = {
  readonly admin: KafkaUser;
  readonly users?: readonly KafkaUser[];
};
export type KafkaUser = { readonly username: string; readonly password: string };

/** One node of a local cluster, broker and controller in one. */
export type NodePorts = { readonly id: number; readonly port: number; readonly controllerPort: number };

const word = /^[\w.-]+$/;

/** The `server.properties` of one node: loopback only, few internal partitions, quick to start and to rebalance. */
export const nodeSettings = (
  node: NodePorts,
  cluster: readonly NodePorts[],
  logDir: string,
  sasl: LocalKafkaSasl | undefined,
): string => {
  const listener = sasl ? 'SASL_PLAINTEXT' : 'PLAINTEXT';
  const copies = Math.min(cluster.length, 3);
  return Object.entries({
    'process.roles': 'broker,controller',
    'node.id': node.id,
    listeners: `${listener}://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `${listener}://127.0.0.1:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': cluster
      .map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`)
      .join(','),
    'listener.security.protocol.map': `${listener}:${listener},CONTROLLER:PLAINTEXT`,
    'inter.broker.listener.name': listener,
    'log.dirs': logDir,
    'default.replication.factor': copies,
    'min.insync.replicas': Math.max(1, copies - 1),
    'offsets.topic.replication.factor': copies,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': Math.max(1, copies - 1),
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': Math.max(1, copies - 1),
    'share.coordinator.state.topic.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    'auto.create.topics.enable': false,
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    ...(sasl && signInSettings(sasl)),
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};

/** What `StorageTool format` must know of the users, since they must be there before the first of them signs in. */
export const userArguments = (sasl: LocalKafkaSasl | undefined): readonly string[] =>
  sasl
    ? [sasl.admin, ...(sasl.users ?? [])].flatMap((user) => [
        '--add-scram',
        `SCRAM-SHA-512=[name=${plain(user.username)},password=${plain(user.password)}]`,
      ])
    : [];

const signInSettings = ({ admin }: LocalKafkaSasl) => ({
  'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
  'listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config': `org.apache.kafka.common.security.scram.ScramLoginModule required username="${plain(admin.username)}" password="${plain(admin.password)}";`,
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  // The controllers speak to each other without signing in, on loopback.
  'super.users': `User:${admin.username};User:ANONYMOUS`,
});

const plain = (text: string): string => {
  if (!word.test(text))
    throw new Error('names and passwords of a local broker are letters, digits, . _ or -');
  return text;
};
