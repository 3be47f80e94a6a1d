import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContext } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';
import { writeRepository, writeSample } from '../../../scripts/lib/sample.mjs';
import { startServer, type Server } from '../../../scripts/lib/server.mjs';
import { screenshotFolder, Workbench } from './workbench';

/** One VS Code server and one browser, shared by every test file of a run. */
export class Session {
  readonly #server: Server;
  readonly #browser: Browser;
  readonly #contexts = new Map<BrowserContext, Workbench[]>();
  readonly #others: Server[] = [];
  #folders = 0;

  private constructor(server: Server, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  /** Starts the VS Code that DECISION_NOTES_VSCODE names (the newest when unset) with the extension as it is built. */
  static async start(settings: Readonly<Record<string, unknown>> = {}): Promise<Session> {
    const version = process.env['DECISION_NOTES_VSCODE'];
    const [server, browser] = await Promise.all([
      startServer({ extension: 'built', settings, ...(version ? { version } : {}) }),
      launchBrowser(),
    ]);
    await rm(screenshotFolder, { recursive: true, force: true });
    await mkdir(screenshotFolder, { recursive: true });
    return new Session(server, browser);
  }

  /** A new folder that holds the sample repository. */
  async sampleFolder(): Promise<string> {
    const folder = path.join(this.#server.home, `sample-${this.#folders++}`);
    await writeSample(folder);
    return folder;
  }

  /** A new folder that holds a repository of one commit with these files. */
  async repository(files: Readonly<Record<string, string>>): Promise<string> {
    const folder = path.join(this.#server.home, `repository-${this.#folders++}`);
    await writeRepository(folder, files);
    return folder;
  }

  /** A new empty folder outside any repository. */
  async emptyFolder(): Promise<string> {
    const folder = path.join(this.#server.home, `empty-${this.#folders++}`);
    await mkdir(folder);
    return folder;
  }

  /** Opens a folder in a window of its own browser profile, or as a second window of `beside`'s profile. */
  async open(folder: string, beside?: Workbench): Promise<Workbench> {
    const context =
      beside?.page.context() ?? (await this.#browser.newContext({ viewport: { width: 1280, height: 800 } }));
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    await page.goto(this.#server.open(folder));
    const workbench = new Workbench(page);
    this.#contexts.set(context, [...(this.#contexts.get(context) ?? []), workbench]);
    await workbench.ready();
    return workbench;
  }

  /** Opens a folder in a VS Code of its own that has this .vsix installed and nothing else of ours. */
  async openInstalled(vsix: string, folder: string): Promise<Workbench> {
    const version = process.env['DECISION_NOTES_VSCODE'];
    return this.openOn(await startServer({ extension: vsix, ...(version ? { version } : {}) }), folder);
  }

  /** Opens a folder on another server, which is stopped with the windows. */
  async openOn(server: Server, folder: string): Promise<Workbench> {
    this.#others.push(server);
    const context = await this.#browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(server.open(folder));
    const workbench = new Workbench(page);
    this.#contexts.set(context, [workbench]);
    await workbench.ready();
    return workbench;
  }

  /** Saves a picture of every open window. */
  async screenshots(name: string): Promise<void> {
    const open = [...this.#contexts.values()].flat().filter(({ page }) => !page.isClosed());
    for (const [index, workbench] of open.entries()) {
      await workbench.screenshot(index === 0 ? name : `${name} (${index + 1})`);
    }
  }

  /** Closes every window; the next test file starts with none. */
  async closeWindows(): Promise<void> {
    for (const context of this.#contexts.keys()) await context.close();
    this.#contexts.clear();
    for (const server of this.#others.splice(0)) await server.stop();
  }

  async stop(): Promise<void> {
    await this.closeWindows();
    await this.#browser.close();
    await this.#server.stop();
  }
}
