import { deliveriesSuite } from './deliveries.suite.ts';
import { memoryDeliveries } from './memory-deliveries.fixture.ts';

let ids = 0;
const newId = () => {
  ids += 1;
  return `01920000-0000-7000-8000-${String(ids).padStart(12, '0')}`;
};

deliveriesSuite(async () => {
  const deliveries = memoryDeliveries();
  const kept = (deliveryId: string) => deliveries.all().find((one) => one.deliveryId === deliveryId);
  return {
    deliveries,
    newId,
    person: async (address) => {
      const personId = newId();
      if (address !== null) deliveries.addresses.set(personId, address);
      return personId;
    },
    standOf: async (deliveryId) => kept(deliveryId),
    publishedOf: async (deliveryId) =>
      deliveries.published.flatMap(([about, outcome]) => (about === deliveryId ? [outcome] : [])),
  };
});
