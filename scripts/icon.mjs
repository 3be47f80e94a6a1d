// `npm run icon`: draws media/icon.png, the extension's icon, with the test browser.
import path from 'node:path';
import { launchBrowser } from './lib/browser.mjs';
import { root } from './lib/paths.mjs';

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">
  <defs>
    <linearGradient id="ground" x1="0" y1="0" x2="1" y2="1">
      <stop offset="0" stop-color="#1f3b64"/><stop offset="1" stop-color="#10203a"/>
    </linearGradient>
  </defs>
  <rect width="256" height="256" rx="56" fill="url(#ground)"/>
  <g stroke="#6f8fbf" stroke-width="13" stroke-linecap="round">
    <path d="M42 78h34M42 114h22M42 150h34M42 186h22"/>
  </g>
  <path d="M100 98v60" stroke="#ffd166" stroke-width="13" stroke-linecap="round"/>
  <path d="M124 62h82a12 12 0 0 1 12 12v84l-36 36h-58a12 12 0 0 1-12-12V74a12 12 0 0 1 12-12z" fill="#fff4d6"/>
  <path d="M218 158h-24a12 12 0 0 0-12 12v24z" fill="#e0b84f"/>
  <path d="M138 124l20 20 36-40" fill="none" stroke="#1f3b64" stroke-width="15" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;

const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
await page.screenshot({ path: path.join(root, 'media', 'icon.png'), omitBackground: true });
await browser.close();
