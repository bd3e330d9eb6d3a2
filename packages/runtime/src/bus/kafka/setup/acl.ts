import kafkajs, { type AclEntry } from 'kafkajs';
import type { BusAccess } from '../../access.ts';
import { connectKafka, type KafkaConnection } from '../connection.ts';

/** Gives each user exactly these rights beside those it has. Needs a user who may alter the cluster. Safe to repeat. */
export const grantAccess = async (
  connection: KafkaConnection,
  accesses: readonly BusAccess[],
): Promise<void> => {
  const admin = connectKafka(connection, () => undefined).admin();
  await admin.connect();
  try {
    await admin.createAcls({ acl: accesses.flatMap(rulesOf) });
  } finally {
    await admin.disconnect();
  }
};

const rulesOf = ({ user, writes, reads, groups = [] }: BusAccess): AclEntry[] => {
  const { AclResourceTypes, AclOperationTypes, AclPermissionTypes, ResourcePatternTypes } = kafkajs;
  const rule = (resourceType: number, resourceName: string, operation: number): AclEntry => ({
    resourceType,
    resourceName,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: `User:${user}`,
    host: '*',
    operation,
    permissionType: AclPermissionTypes.ALLOW,
  });
  // The right to read or write a topic holds the right to be told about it.
  return [
    ...writes.map((topic) => rule(AclResourceTypes.TOPIC, topic, AclOperationTypes.WRITE)),
    ...reads.map((topic) => rule(AclResourceTypes.TOPIC, topic, AclOperationTypes.READ)),
    ...[user, ...groups].map((group) => rule(AclResourceTypes.GROUP, group, AclOperationTypes.READ)),
  ];
};
