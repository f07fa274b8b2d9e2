import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { itemsOf } from './editor.ts';
import { LspClient } from './lsp-client.ts';
import { longFile } from './long-file.ts';
import { engineOf, eventually, treeOf } from './processes.ts';
import { countSockets, foreignSockets } from './sockets.ts';

const foreignIn = (root: number) => treeOf(root).flatMap(foreignSockets);

describe('server and engine', () => {
  let client: LspClient;
  beforeAll(async () => {
    client = await LspClient.start({ progress: true });
  });
  afterAll(() => client.stop());

  it('open no network socket: not while loading, not while computing, not afterwards', async () => {
    const found = new Set<string>();
    const pids = new Set<number>();
    let looks = 0;
    const look = () => {
      looks++;
      for (const pid of treeOf(client.pid)) pids.add(pid);
      for (const socket of foreignIn(client.pid)) found.add(socket);
    };
    const watch = setInterval(look, 25);
    try {
      const editor = client.open('order.ts', 'typescript', longFile(20, 'socket'));
      for (const character of 'total += it') {
        editor.type(character);
        itemsOf(await editor.ask());
      }
      look();
      // The look did see both processes, and their sockets: the local ones that they speak over.
      const engine = engineOf(client.pid) ?? 0;
      expect([...pids]).toEqual(expect.arrayContaining([client.pid, engine]));
      for (const pid of [client.pid, engine]) expect(countSockets(pid)).toBeGreaterThan(0);
      expect(looks).toBeGreaterThan(20);
    } finally {
      clearInterval(watch);
    }
    expect([...found]).toEqual([]);
  });
});

describe('the look itself finds', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  const LISTEN = `require('node:net').createServer().listen(0, '127.0.0.1')`;
  it.each([
    ['a listening socket', process.execPath, ['-e', LISTEN], /^tcp /],
    // "exec" would replace the shell: the listener shall be a grandchild.
    ['one of a grandchild', 'sh', ['-c', `"${process.execPath}" -e "${LISTEN}"; true`], /^tcp /],
    ['an IPv6 one', process.execPath, ['-e', LISTEN.replace('127.0.0.1', '::1')], /^tcp6 /],
    [
      'a bound UDP one',
      process.execPath,
      ['-e', `require('node:dgram').createSocket('udp4').bind(0, '127.0.0.1')`],
      /^udp /,
    ],
    [
      'one that is not bound yet',
      'python3',
      ['-c', 'import socket, time; s = socket.socket(); time.sleep(60)'],
      /^unlisted /,
    ],
  ])('%s', async (_, command, args, expected) => {
    child = spawn(command, args, { stdio: 'ignore' });
    const { pid = 0 } = child;
    const found = await eventually('the socket is found', () => foreignIn(pid).find((socket) => expected.test(socket)));
    expect(found).toMatch(expected);
    for (const descendant of treeOf(pid).slice(1)) process.kill(descendant, 'SIGKILL');
  });
});
