import { rmSync } from 'node:fs';

interface TestCluster {
  readonly cluster: { readonly folder: string; stop(): Promise<void> };
  readonly dataDir: string;
}

/** Stops the run's cluster and removes it. */
export default async function globalTeardown(): Promise<void> {
  const { naifTestCluster } = globalThis as { naifTestCluster?: TestCluster };
  if (!naifTestCluster) return;
  await naifTestCluster.cluster.stop();
  rmSync(naifTestCluster.dataDir, { recursive: true, force: true });
  // As root in a closed temporary folder the database lies elsewhere.
  rmSync(naifTestCluster.cluster.folder, { recursive: true, force: true });
}
