/**
 * gray-matter copies every text into a `Buffer`, which nobody reads afterwards; a browser has none. The bundler puts this
 * in its place in what is built for a browser.
 */
export const Buffer = { from: (text: string): Uint8Array => new TextEncoder().encode(text) };
