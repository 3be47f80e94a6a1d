// `npm run hosts [version…]`: installs the VS Code hosts and the browser that the tests and the demo use.
import { installBrowser } from './lib/browser.mjs';
import { installHost, lowestVersion, newestVersion } from './lib/vscodeHost.mjs';

const versions = process.argv.slice(2);
for (const version of versions.length > 0 ? versions : [lowestVersion, newestVersion]) {
  console.log(`VS Code ${version}: ${(await installHost(version)).main}`);
}
console.log(`Chromium: ${await installBrowser()}`);
