import { defineConfig } from 'vitest/config';

// "unit" runs all day in seconds; "real" needs the build and the default model; "neovim" needs an nvim executable.
export default defineConfig({
  test: {
    projects: [
      // No file changes what others see, and a process for each would take nearly half of the time.
      { test: { name: 'unit', include: ['test/unit/**/*.test.ts'], isolate: false } },
      {
        test: {
          name: 'real',
          include: ['test/real/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false, // one model at a time: llama.cpp's threads spin at barriers
        },
      },
      {
        test: { name: 'neovim', include: ['test/neovim/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 },
      },
    ],
  },
});
