import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly cpu?: readonly string[];
  readonly os?: readonly string[];
}

const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(text) as { readonly packages: Readonly<Record<string, LockedPackage>> };
const builds = Object.entries(packages).filter(([place]) => place.includes('node_modules/@node-llama-cpp/'));

describe("node-llama-cpp's prebuilt libraries in package-lock.json", () => {
  it('are there', () => {
    const names = builds.map(([place]) => place.split('/').at(-1));
    expect(names).toEqual(expect.arrayContaining(['linux-x64', 'linux-arm64', 'mac-arm64-metal', 'win-x64']));
  });

  it('leave out what npm would fetch in vain: CUDA, Vulkan, and machines that we do not serve', () => {
    const unwanted = builds.map(([place]) => place).filter((place) => /cuda|vulkan|armv7l|riscv64/.test(place));
    expect(unwanted).toEqual([]);
  });

  it.each(builds)('%s is for one processor and one system', (_place, build) => {
    expect(build.cpu).toHaveLength(1);
    expect(build.os).toHaveLength(1);
  });
});

it('package-lock.json names no registry: every machine asks the one that it is set up for', () => {
  const addressed = Object.entries(packages).filter(([, { resolved }]) => /^[a-z+]+:\/\//.test(resolved ?? ''));
  expect(addressed.map(([place]) => place)).toEqual([]);
});
