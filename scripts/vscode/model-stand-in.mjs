// A Hugging Face on this machine: it has the default model, from the user's cache, and sends it at a bounded speed.
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';

/** Slow enough to be stopped on the way, quick enough for a test. */
const BYTES_PER_SECOND = 60e6;
const SLICE_MS = 50;

/** Serves `file` under every path; `/requests` lists what was asked for. Returns `{ endpoint, stop() }`. */
export async function serveModel(file) {
  const requests = [];
  const server = http.createServer((request, response) => {
    if (request.url === '/requests') {
      response.end(JSON.stringify(requests));
      return;
    }
    requests.push(`${request.url} ${request.headers.range ?? ''}`);
    const { size } = fs.statSync(file);
    const start = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const range = start > 0 ? { 'content-range': `bytes ${start}-${size - 1}/${size}` } : {};
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': size - start, ...range });
    void send(file, start, size, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function send(file, start, size, response) {
  const closed = once(response, 'close');
  const handle = await fs.promises.open(file);
  try {
    const slice = Buffer.alloc((BYTES_PER_SECOND * SLICE_MS) / 1000);
    for (let at = start; at < size && !response.destroyed;) {
      const { bytesRead } = await handle.read(slice, 0, slice.length, at);
      at += bytesRead;
      if (!response.write(Buffer.from(slice.subarray(0, bytesRead)))) {
        await Promise.race([once(response, 'drain'), closed]);
      }
      await new Promise((resolve) => setTimeout(resolve, SLICE_MS));
    }
    response.end();
  } finally {
    await handle.close();
  }
}
