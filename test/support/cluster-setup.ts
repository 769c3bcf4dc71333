import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cluster, removeCluster } from './cluster.ts';
import { clusterFile, clusterVariable } from './postgres.ts';

/** Names a place for the run's one PostgreSQL, which the first test that needs it starts; stops it when all are done. */
export default function setup(): (() => Promise<void>) | undefined {
  if (process.env.DATABASE_URL !== undefined || process.env[clusterVariable] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'hallway-cluster-'));
  process.env[clusterVariable] = folder;
  return async () => {
    const file = join(folder, clusterFile);
    if (existsSync(file)) await removeCluster(JSON.parse(readFileSync(file, 'utf8')) as Cluster);
    rmSync(folder, { recursive: true, force: true });
  };
}
