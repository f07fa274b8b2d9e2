import { expect, it } from 'vitest';
import { filesOf, shortenedDiff, subjectOf } from '../../../src/assistant/commit/commit-message.ts';

const DIFF = `diff --git a/src/a.ts b/src/a.ts
index 1111111..2222222 100644
--- a/src/a.ts
+++ b/src/a.ts
@@ -1,2 +1,3 @@
 let a;
-let b;
+let c;
+let d;
diff --git a/old.ts b/old.ts
deleted file mode 100644
--- a/old.ts
+++ /dev/null
@@ -1 +0,0 @@
-gone
`;

it('counts what every file gained and lost', () => {
  expect(filesOf(DIFF)).toBe('Files: src/a.ts (+2 -1), old.ts (+0 -1)');
});

it('gives every file its share of the room', () => {
  const short = shortenedDiff(DIFF, 160);
  expect(short).toContain('src/a.ts');
  expect(short).toContain('old.ts');
  expect(short).not.toContain('index 1111111');
  expect(short.length).toBeLessThan(200);
});

it.each([
  ['"Fix the total."\n\nIt was wrong.', 'Fix the total'],
  ['Here is the commit message:\n\nSubject: Add a test', 'Add a test'],
  ['```\nRename x to y\n```', 'Rename x to y'],
  ['', undefined],
])('finds the subject in %j', (said, subject) => {
  expect(subjectOf(said)).toBe(subject);
});

it('cuts a subject at a word', () => {
  const subject = subjectOf('Change '.repeat(20)) ?? '';
  expect(subject.length).toBeLessThanOrEqual(72);
  expect(subject).toMatch(/Change$/);
});
