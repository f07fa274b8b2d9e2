import path from 'node:path';
import { SourceError } from '../errors.ts';
import { type Host, expandHome } from '../host.ts';
import { matchFile } from './match.ts';
import type { LocalSource } from './source.ts';

/** A file that the user named, for example on a USB stick. */
export function userPath(file: string, host: Host): LocalSource {
  const absolute = path.resolve(expandHome(file, host));
  return {
    kind: 'user-path',
    describe: () => absolute,
    async find(wanted, options) {
      switch (await matchFile(absolute, wanted, options)) {
        case 'same':
          return absolute;
        case 'missing':
          throw new SourceError('there is no such file');
        case 'other-size':
          throw new SourceError(`the file has another size than ${wanted.bytes} bytes`);
        case 'other-content':
          throw new SourceError('the file has another SHA-256 than the catalogue says');
      }
    },
  };
}
