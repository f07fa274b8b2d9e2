import { describe, expect, it } from 'vitest';
import { secretReason } from '../../../src/workspace/secrets.ts';

describe('secretReason', () => {
  it.each([
    '/w/.env',
    '/w/.ENV.Production',
    '/w/.envrc',
    '/w/prod.env',
    '/w/server.pem',
    'C:\\certs\\SERVER.KEY',
    '/w/tls.crt',
    '/w/release.keystore',
    '/home/a/.ssh/config',
    '/home/a/.ssh/keys/deep/work',
    '/home/a/id_ed25519_work',
    '/home/a/.gnupg/pubring.kbx',
    '/w/.npmrc',
    '/w/.netrc',
    '/home/a/.git-credentials',
    '/home/a/.aws/credentials',
    '/home/a/.docker/config.json',
    '/home/a/.kube/config',
    '/home/a/.config/gcloud/access_tokens.db',
    '/w/config/secrets.yml',
    '/w/config/db.secrets.json',
    '/w/prod.tfstate',
    '/w/prod.tfstate.backup',
    '/w/prod.tfvars',
    '/w/vault.kdbx',
    '/home/a/.bash_history',
    '/w/server.key.bak',
    '/w/secrets.json~',
  ])('%s is a secret', (path) => {
    expect(secretReason(path)).toBeTypeOf('string');
  });

  it.each([
    '/w/.env.example',
    '/w/.env.sample',
    '/w/.env.template',
    '/w/src/environment.ts',
    '/w/src/keys.ts',
    '/w/src/secrets.ts',
    '/w/id_rsa.pub',
    '/w/docker/config.json',
    '/w/src/credentials.ts',
    '/w/package.json',
    '/w/monkey',
    '/w/.sshd/readme.md',
    '/w/main.tf',
    '/w/gcloud/deploy.py',
  ])('%s is none', (path) => {
    expect(secretReason(path)).toBeUndefined();
  });

  it('says which kind', () => {
    expect(secretReason('/w/.env.local')).toBe('secret file (.env*)');
  });
});
