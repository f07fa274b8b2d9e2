/** Runs a script's work; an error is one sentence on stderr and exit code 1. */
export async function runScript(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`local-forge: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
