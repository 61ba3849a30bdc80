import { readFileSync } from 'node:fs';
import { linesOfPm } from '@shared/demo/lines';
import { places } from '@shared/demo/places';
import { createWorld, DEMO_WORLD_SEED } from '@shared/demo/world';
import { keepingNetwork, type Network } from './day/network';

/** The network of the demonstration: the same PMs and lines as in the inventories that the hub was given. */
export function girondeNetwork(): Network {
  const file = new URL('../resources/places/gironde.json', import.meta.url);
  const world = createWorld(places.parse(JSON.parse(readFileSync(file, 'utf8'))), DEMO_WORLD_SEED);
  return keepingNetwork(world.pms, (pm) => linesOfPm(world, pm));
}
