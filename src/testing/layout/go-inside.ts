/** Systems and processors, of which a file's name says at its end that it is for one only. */
const ONLY_FOR = /((?:_(?:linux|windows|darwin|freebsd|openbsd|netbsd|386|amd64|arm|arm64|js|wasm))*)_test\.go$/;

/** A test file of Go that stands outside of the package that it tests, which does not let it use what is not exported. */
export function isOutsideOfPackage(testText: string): boolean {
  return /^package\s+\w+_test\b/m.test(testText);
}

/** The file beside it for tests inside of the package: `a_internal_test.go`, as is the custom. */
export function insideOfPackage(testFile: string): string {
  return testFile.replace(ONLY_FOR, '_internal$1_test.go');
}
