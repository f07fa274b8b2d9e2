import fs from 'node:fs/promises';
import type { HuggingFaceLocation } from '../catalogue.ts';
import { SourceError, shortReason } from '../errors.ts';
import { type Host, setting } from '../host.ts';
import { pause } from '../pause.ts';
import { fileBytes } from '../file-bytes.ts';
import type { DownloadSource, FetchOptions, WantedFile } from './source.ts';

const DEFAULT_ENDPOINT = 'https://huggingface.co';
/** Cut connections in a row, without a single new byte, that end the attempt. */
const MAX_FRUITLESS_ATTEMPTS = 3;
/** A proxy that accepts the connection and then says nothing must not hold the user for ever. */
const STALL_MS = 30_000;
const RETRY_DELAY_MS = 1_000;

export interface HuggingFaceOptions {
  readonly retryDelayMs?: number;
  readonly stallMs?: number;
}

/**
 * Downloads one file of a Hugging Face repository, or of the mirror that `HF_ENDPOINT` names. Goes on from what the
 * target holds with a Range request; a server that ignores it makes the download start again. No credentials are sent.
 */
export function huggingFace(
  location: HuggingFaceLocation,
  host: Host,
  options: HuggingFaceOptions = {},
): DownloadSource {
  const endpoint = (setting(host, 'HF_ENDPOINT') ?? DEFAULT_ENDPOINT).replace(/\/+$/, '');
  const offline = /^(1|true|yes|on)$/i.test(setting(host, 'HF_HUB_OFFLINE') ?? '');
  const filePath = location.file.split('/').map(encodeURIComponent).join('/');
  const url = `${endpoint}/${location.repository}/resolve/${location.revision}/${filePath}`;
  return {
    kind: 'hugging-face',
    describe: () => `Hugging Face (${hostName(endpoint)})`,
    workspaceBytes: 0,
    async fetch(target, wanted, fetchOptions) {
      if (offline) throw new SourceError('switched off by HF_HUB_OFFLINE');
      if ((await fileBytes(target)) > wanted.bytes) await fs.rm(target, { force: true });
      for (let fruitless = 0; ;) {
        const before = await fileBytes(target);
        if (before === wanted.bytes) return;
        try {
          await fetchRest(url, target, before, wanted, fetchOptions, options.stallMs ?? STALL_MS);
        } catch (error) {
          fetchOptions.signal?.throwIfAborted();
          if (error instanceof SourceError) throw error;
          fruitless = (await fileBytes(target)) > before ? 0 : fruitless + 1;
          if (fruitless >= MAX_FRUITLESS_ATTEMPTS) throw new SourceError(connectionReason(error), { cause: error });
          await pause(options.retryDelayMs ?? RETRY_DELAY_MS, fetchOptions.signal);
        }
      }
    },
  };
}

/** One request. Throws `SourceError` where another try is pointless, and other errors where the connection failed. */
async function fetchRest(
  url: string,
  target: string,
  from: number,
  wanted: WantedFile,
  options: FetchOptions,
  stallMs: number,
): Promise<void> {
  const stall = new AbortController();
  const stop = (): void => stall.abort(options.signal?.reason); // AbortSignal.any needs Node 20.3
  options.signal?.addEventListener('abort', stop);
  const onStall = (): void => stall.abort(new Error(`no data for ${Math.round(stallMs / 1000)} s`));
  let timer = setTimeout(onStall, stallMs);
  try {
    options.signal?.throwIfAborted();
    const response = await fetch(url, {
      signal: stall.signal,
      // Compressed, the lengths and ranges would be those of something else.
      headers: { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) },
    });
    const start = startOfBody(response, from);
    if (start === undefined) {
      await response.body?.cancel();
      await fs.rm(target, { force: true }); // what is there does not fit the server's file: start again
      throw new Error('the server refuses to go on from there');
    }
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    if (response.body === null || (!Number.isNaN(length) && start + length !== wanted.bytes)) {
      await response.body?.cancel();
      // A login page of the local network, for example; it must not get into the file.
      throw new SourceError(`it offers ${start + length} bytes instead of ${wanted.bytes}`);
    }
    const file = await fs.open(target, start === 0 ? 'w' : 'a');
    let received = start;
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        clearTimeout(timer);
        timer = setTimeout(onStall, stallMs);
        if (received + chunk.length > wanted.bytes) throw new SourceError(`it sends more than ${wanted.bytes} bytes`);
        await file.appendFile(chunk);
        received += chunk.length;
        options.onProgress?.('downloading', received);
      }
    } finally {
      await file.close();
    }
    if (received < wanted.bytes) throw new Error(`the connection ended after ${received} of ${wanted.bytes} bytes`);
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
  }
}

/** Where in the file the answer's body starts; undefined when the range was refused. Throws `SourceError` on a refusal. */
function startOfBody(response: Response, from: number): number | undefined {
  if (response.status === 200) return 0;
  if (response.status === 206) {
    const start = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1];
    return start !== undefined && Number(start) === from ? from : undefined;
  }
  if (response.status === 416 && from > 0) return undefined;
  if (response.status >= 500 || response.status === 429) throw new Error(`the server answers ${response.status}`);
  throw new SourceError(`the server answers ${response.status} ${response.statusText}`.trim());
}

function connectionReason(error: unknown): string {
  // fetch() hides the reason: "fetch failed", with the socket's error as its cause.
  const cause =
    error instanceof Error && error.message === 'fetch failed' && error.cause instanceof Error ? error.cause : error;
  return `no connection: ${shortReason(cause)}`;
}

function hostName(endpoint: string): string {
  try {
    return new URL(endpoint).host;
  } catch {
    return endpoint;
  }
}
