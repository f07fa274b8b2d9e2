/** Comments with which models leave out code that they were asked to repeat: `// ... rest of the code`, `# existing code here`. */
const ELISION =
  /(?:\/\/|#|--|\/\*|<!--)\s*(?:\.\.\.|…|(?:the )?(?:rest|remaining|remainder|existing|previous|other|same)\b.{0,40}\b(?:code|implementation|function|methods?|logic|as before|unchanged|here|stays?|remains?)\b)/i;

/** Whether an edit leaves out code by a comment that the old code did not have. */
export function elides(before: string, after: string): boolean {
  const found = ELISION.exec(after);
  return found !== null && !before.includes(found[0]);
}
