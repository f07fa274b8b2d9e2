/**
 * Reads a byte stream as LSP's base protocol and keeps everything that is not: a message for each piece of text outside of
 * a frame, and for each frame that holds no JSON-RPC. Written apart from the client's own reader, which skips what it
 * does not know.
 */
export class FramingCheck {
  public readonly violations: string[] = [];
  private rest = Buffer.alloc(0);

  public feed(data: Buffer): void {
    this.rest = Buffer.concat([this.rest, data]);
    while (this.readFrame());
  }

  /** Call at the end of the stream: half a frame is a violation too. */
  public end(): void {
    if (this.rest.length > 0) this.violations.push(`left over: ${this.rest.toString().slice(0, 200)}`);
  }

  private readFrame(): boolean {
    const headEnd = this.rest.indexOf('\r\n\r\n');
    if (headEnd < 0) {
      // A header is one short line; anything longer without an end is text that does not belong here.
      if (this.rest.length < 200) return false;
      this.violations.push(`no header: ${this.rest.toString().slice(0, 200)}`);
      this.rest = Buffer.alloc(0);
      return false;
    }
    const head = this.rest.subarray(0, headEnd).toString('latin1');
    const length = /^Content-Length: (\d+)$/.exec(head)?.[1];
    if (length === undefined) {
      this.violations.push(`bad header: ${head}`);
      this.rest = Buffer.alloc(0);
      return false;
    }
    const end = headEnd + 4 + Number(length);
    if (this.rest.length < end) return false;
    const body = this.rest.subarray(headEnd + 4, end).toString('utf8');
    this.rest = this.rest.subarray(end);
    if (!isJsonRpc(body)) this.violations.push(`no JSON-RPC: ${body.slice(0, 200)}`);
    return true;
  }
}

function isJsonRpc(body: string): boolean {
  try {
    const message: unknown = JSON.parse(body);
    return typeof message === 'object' && message !== null && 'jsonrpc' in message && message.jsonrpc === '2.0';
  } catch {
    return false;
  }
}
