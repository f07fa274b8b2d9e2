import { describe, expect, it } from 'vitest';
import { coverings, socketNames } from '../../../../src/testing/run/local-sockets.ts';

it('sockets with a path name are found in the table of the kernel, abstract ones and those without a name are not', () => {
  const table = [
    'Num       RefCount Protocol Flags    Type St Inode Path',
    '000000001c306a1d: 00000003 00000000 00000000 0001 03 2354362',
    '00000000c0ddbaf5: 00000002 00000000 00010000 0001 01 17391 /run/user/1000/bus',
    '00000000c1347958: 00000002 00000000 00010000 0005 01 17393 @/tmp/.X11-unix/X0',
    '0000000086587568: 00000002 00000000 00010000 0001 01 21 /tmp/with space.sock',
    '',
  ].join('\n');
  expect(socketNames(table)).toEqual(['/run/user/1000/bus', '/tmp/with space.sock']);
});

describe('what covers sockets', () => {
  it('is one folder for all that are in it or below', () => {
    const sockets = ['/run/user/1000/bus', '/run/user/1000/gnupg/S.gpg-agent', '/run/user/1000/pulse/native'];
    expect(coverings(sockets, [])).toEqual([{ kind: 'folder', place: '/run/user/1000' }]);
  });

  it('is each one alone in a folder for other things, too', () => {
    expect(coverings(['/run/docker.sock', '/tmp/vscode-ipc-1.sock'], [])).toEqual([
      { kind: 'file', place: '/run/docker.sock' },
      { kind: 'file', place: '/tmp/vscode-ipc-1.sock' },
    ]);
  });

  it('covers nothing that the run needs', () => {
    expect(coverings(['/work/app/dev.sock', '/opt/go/x.sock'], ['/work/app/src', '/opt/go'])).toEqual([
      { kind: 'file', place: '/work/app/dev.sock' },
      { kind: 'file', place: '/opt/go/x.sock' },
    ]);
  });
});
