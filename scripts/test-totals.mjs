// Adds up vitest's JSON reports and prints `N passed, M failed` alone on a line; a run that tested nothing fails.
import fs from 'node:fs';

const [failedSteps, ...reports] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of reports) {
  if (!fs.existsSync(file)) {
    console.log(`${file} is missing: its suite did not run to the end`);
    failed++;
    continue;
  }
  const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = JSON.parse(
    fs.readFileSync(file, 'utf8'),
  );
  passed += numPassedTests;
  // A file that cannot be loaded has no failed test; a skipped test is no test.
  failed += numFailedTests + numPendingTests + (numFailedTests === 0 ? numFailedTestSuites : 0);
}
if (passed === 0) failed++;
// Lint and types are steps without a count of their own.
if (failed === 0) failed = Number(failedSteps);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
