import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** Hook of electron-builder, which leaves a bare Electron's own launcher in when the runtime is a folder of ours. */
export default async function afterPack({ appOutDir, packager }) {
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
