// What every JavaScript runtime that we run in (Node, the web worker host, the browser) offers beyond the language.
// Core is compiled against this alone, so that neither Node's nor the DOM's types leak into it.

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(input?: Uint8Array, options?: { stream?: boolean }): string;
}

declare class TextEncoder {
  encode(input?: string): Uint8Array;
}

declare function setTimeout(callback: () => void, milliseconds?: number): unknown;
declare function clearTimeout(handle: unknown): void;

declare const performance: { now(): number };

declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };

declare class AbortController {
  readonly signal: { readonly aborted: boolean };
  abort(): void;
}
