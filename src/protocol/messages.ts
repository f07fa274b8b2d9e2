/**
 * Everything that goes over the wire beside standard LSP. A client that knows none of it loses nothing: all of it is
 * optional, and sent only to clients that ask.
 */

/** What a client may send as `initializationOptions`. */
export interface InitializationOptions {
  /** Ask for {@link STATUS_NOTIFICATION}, and have the server look for a model at the start. */
  readonly status?: boolean;
  /** Ask for {@link TIMING_NOTIFICATION}. */
  readonly timing?: boolean;
  /**
   * The client shows proposed edits itself. Code actions then carry the command {@link CLIENT_COMMANDS} instead of an edit to
   * resolve, and the client asks by {@link EDIT_REQUEST}.
   */
  readonly edits?: boolean;
  /** The client answers {@link CONSENT_REQUEST}. */
  readonly consent?: boolean;
  /** Path of the TypeScript library (`typescript.js`) that the editor itself runs: its types can be asked without running anything of the workspace. */
  readonly typescript?: string;
  /** Settings of a client that supports neither `workspace/configuration` nor `didChangeConfiguration`. */
  readonly settings?: unknown;
}

/** Server → client notification, params {@link Status}: sent after initialization and whenever it changes. */
export const STATUS_NOTIFICATION = 'local-forge/status';

/**
 * Server → client notification without params, after settings or folders have changed: what {@link DOCUMENT_REQUEST}
 * answered before may not hold any more.
 */
export const RULES_NOTIFICATION = 'local-forge/rules';

/** Server → client notification, params {@link Timing}: after each inline completion request, also a cancelled one. */
export const TIMING_NOTIFICATION = 'local-forge/timing';

/** Client → server request, params {@link DocumentParams}, result {@link Nothing} or null. Loads no model. */
export const DOCUMENT_REQUEST = 'local-forge/document';

/**
 * Client → server notification, params {@link CursorParams}: the cursor rests there. A loaded model reads the place, so that
 * the first suggestion there comes sooner.
 */
export const CURSOR_NOTIFICATION = 'local-forge/cursor';

/** Client → server request without params, result {@link ListedModel}[]: the catalogue's models and other files at hand. */
export const MODELS_REQUEST = 'local-forge/models';

/**
 * Client → server request, params {@link EditParams}, result {@link EditResult}. Asks the model for an edit; nothing is changed.
 * `$/progress` tells of it: under `workDoneToken` what is being done (`report.message`), under `partialResultToken` the answer as it
 * is written ({@link EditProgress}).
 */
export const EDIT_REQUEST = 'local-forge/edit';

/** Client → server request, params {@link ExplainParams}, result {@link Explanation}; streamed under `partialResultToken` as {@link EditProgress}. */
export const EXPLAIN_REQUEST = 'local-forge/explain';

/** Client → server request, params {@link NamesParams}, result string[]: clearer names for the symbol there, best first. */
export const NAMES_REQUEST = 'local-forge/names';

/**
 * Server → client request, params {@link ConsentParams}, result boolean: may programs of the project be run? The client asks the
 * user once per folder, remembers the answer, and says no in an untrusted workspace.
 */
export const CONSENT_REQUEST = 'local-forge/consent';

/**
 * Client → server request, params {@link TestsParams}, result {@link TestsResult}: tests of the function at a place, run in a copy of its
 * package where the user allows it. Nothing is written.
 */
export const TESTS_REQUEST = 'local-forge/tests';

/** Client → server request, params {@link TestFileParams}, result {@link EditResult}: the test file with some of the cases. */
export const TEST_FILE_REQUEST = 'local-forge/testFile';

/**
 * Client → server request, params {@link FailingTestParams}, result {@link FailingTestResult}: a test of the function at a place that fails
 * now because of what somebody reports of it. It is run, so without the user's consent there is none. Nothing is written.
 */
export const FAILING_TEST_REQUEST = 'local-forge/failingTest';

/** Commands that the client registers; code actions carry them when it has said {@link InitializationOptions.edits}. */
export const CLIENT_COMMANDS = {
  /** Arguments: [{@link EditParams} without tokens]. */
  edit: 'localForge.editAt',
  /** Arguments: [{@link ExplainParams} without token]. */
  explain: 'localForge.explainAt',
  /** Arguments: [{@link TestsParams} without tokens]. */
  tests: 'localForge.testsAt',
  /** Arguments: [{@link FailingTestParams} without tokens]. */
  failingTest: 'localForge.failingTestAt',
} as const;

/** What to do with the code at a place. `instruction`: what {@link EditParams.instruction} says. */
export type EditKind =
  'fix' | 'fix-all' | 'instruction' | 'simplify' | 'document' | 'types' | 'extract' | 'convert' | 'translate';

/** As in LSP, in the encoding agreed on. */
export interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

export interface EditParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  /** A selection, or an empty range at the cursor: the symbol there. */
  readonly range: Range;
  readonly kind: EditKind;
  /** `instruction`, and `convert` (into what). */
  readonly instruction?: string;
  /** `translate`: the LSP language id to translate to. */
  readonly language?: string;
  /** `fix`: the problem, as LSP diagnostics. `fix-all`: all of them. */
  readonly diagnostics?: readonly unknown[];
  /**
   * `fix`: {@link FailingTest.id}. What the test shows is then the problem (`range` and `diagnostics` say nothing more), and the test has to
   * pass with the fix. A test file that is still proposed needs not be there.
   */
  readonly failingTest?: number;
  readonly workDoneToken?: string | number;
  readonly partialResultToken?: string | number;
}

/** Behind {@link EditParams.partialResultToken}. */
export interface EditProgress {
  /** What was said so far, from its start. */
  readonly text: string;
}

/** Either a proposal, or the reason why there is none: one sentence for people. */
export type EditResult = { readonly proposal: Proposal } | { readonly reason: string };

/** An edit that the user has not seen yet. */
export interface Proposal {
  /** What it does, for people. */
  readonly title: string;
  readonly documents: readonly ProposedDocument[];
  /** Checks that it passed, for people: `parses`, `types clean (tsc)`. */
  readonly passed: readonly string[];
  /** What was not checked, and why, for people. */
  readonly unchecked: readonly string[];
  /** What the user must look at: characters that cannot be seen, a file that runs commands. */
  readonly warnings: readonly string[];
}

export interface ProposedDocument {
  readonly uri: string;
  /** Of the document that was asked about; null: a new file. */
  readonly version: number | null;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

export interface ExplainParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  /** The problem's, or the selected code's. */
  readonly range: Range;
  /** An LSP diagnostic; without one the code is explained. */
  readonly diagnostic?: unknown;
  readonly partialResultToken?: string | number;
}

export type Explanation = { readonly text: string } | { readonly reason: string };

export interface TestsParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  /** A selection, or an empty range at the cursor: the function there. */
  readonly range: Range;
  readonly workDoneToken?: string | number;
  readonly partialResultToken?: string | number;
}

/** Tests that have run, a draft that has not, or the reason why there is neither: one sentence for people. */
export type TestsResult = { readonly tests: ProvenTests } | { readonly draft: TestDraft } | { readonly reason: string };

export interface ProvenTests {
  /** For {@link TestFileParams}; known until a few others have been made. */
  readonly id: number;
  /** What is tested, for people. */
  readonly title: string;
  /** Where the tests belong. */
  readonly uri: string;
  readonly cases: readonly ProvenCase[];
  /** Of the function's branches: how many the cases take, with the tests that are there, of how many. */
  readonly branches: readonly [number, number];
  /** Of small changes to the function: how many the cases notice, with the tests that are there, of how many. */
  readonly mutants: readonly [number, number];
  /** How many the tests that are there take and notice; only where they call the function. */
  readonly before?: { readonly branches: number; readonly mutants: number };
  readonly passed: readonly string[];
  readonly unchecked: readonly string[];
  /** Where code and documentation say different things, a sentence each. */
  readonly possibleBugs: readonly string[];
}

export interface ProvenCase {
  readonly title: string;
  /** How many branches of the function it takes that none before it takes. */
  readonly branches: number;
  /** How many small changes to the function it notices that none before it notices. */
  readonly mutants: number;
  /** The test as it will stand in the test file, but for its indentation and perhaps a number behind its name. */
  readonly code: string;
}

export interface TestDraft {
  readonly languageId: string;
  /** Says of itself that nobody has run it. */
  readonly text: string;
  /** Why it was not run, for people. */
  readonly reason: string;
}

export interface TestFileParams {
  readonly id: number;
  /** Indices of {@link ProvenTests.cases}. */
  readonly cases: readonly number[];
}

export interface FailingTestParams extends TestsParams {
  /** What is wrong: a sentence, an error message, a diagnostic. */
  readonly report: string;
}

/** A test that fails as reported, or the reason why there is none: one sentence for people. */
export type FailingTestResult = { readonly test: FailingTest } | { readonly reason: string };

export interface FailingTest {
  /** For {@link EditParams.failingTest}; known until a few others have been made. */
  readonly id: number;
  /** What the test is called, for people. */
  readonly title: string;
  /** What was observed against what was expected, a sentence. */
  readonly why: string;
  readonly passed: readonly string[];
  readonly unchecked: readonly string[];
  /** The test file with the test: a new one (version null), or an edit of the one that is there. */
  readonly proposal: Proposal;
}

export interface NamesParams {
  readonly textDocument: { readonly uri: string; readonly version: number };
  readonly position: { readonly line: number; readonly character: number };
}

export interface ConsentParams {
  /** What they are run for: to check a fix or an edit, or to run calls and tests that a model thought of. */
  readonly purpose: 'checks' | 'tests';
  /** URI of the folder whose programs would be run. */
  readonly folder: string;
  /** What would be run, for people: `go vet`, `node_modules/.bin/eslint`. */
  readonly programs: readonly string[];
}

export interface Status {
  readonly state: 'no-model' | 'unloaded' | 'loading' | 'ready' | 'failed' | 'down';
  /** One sentence for people. */
  readonly message: string;
  readonly model?: string;
  /** Loading: 0 to 1. */
  readonly fraction?: number;
  /** False: the model sees only the text before the cursor. */
  readonly fillsInMiddle?: boolean;
  /** No model: what a click would fetch. */
  readonly offer?: ModelOffer;
  /** A download that runs, or the last one as long as it has not been made good. */
  readonly download?: Download;
  /** Why the last request was answered with nothing. */
  readonly nothing?: Nothing;
  /** The one thing that helps, as a command of this server. */
  readonly action?: { readonly title: string; readonly command: string };
}

/** Why a document gets no suggestion. The code is for programs, the message is a sentence for people. */
export interface Nothing {
  readonly code:
    | 'off'
    | 'language-off'
    | 'too-large'
    | 'unknown-document'
    | 'excluded'
    | 'empty-document'
    | 'inside-word'
    | 'long-line'
    | 'in-string'
    | 'in-comment'
    | 'no-answer'
    | 'repeats'
    | 'secret'
    | 'low-confidence'
    | 'rejected'
    | 'breaks-syntax'
    | 'no-model'
    | 'engine';
  readonly message: string;
  readonly uri: string;
}

export interface ModelOffer {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  /** What of it is here already, from an unfinished download. */
  readonly partialBytes: number;
  /** Where it would come from, in the order in which they are tried. */
  readonly sources: readonly ModelSource[];
}

export interface ModelSource {
  /** What {@link COMMANDS.pull} takes as its second argument. */
  readonly kind: 'existing-files' | 'hugging-face' | 'python-index';
  /** For people. */
  readonly title: string;
}

export interface Download {
  readonly id: string;
  readonly name: string;
  readonly state: 'running' | 'stopped' | 'failed';
  readonly phase: 'looking' | 'downloading' | 'joining' | 'verifying';
  /** The source at work, for people. */
  readonly source: string;
  readonly receivedBytes: number;
  readonly totalBytes: number;
  /** Failed: one sentence. */
  readonly problem?: string;
}

export interface ListedModel extends ModelOffer {
  readonly installed: boolean;
  /** For `localForge.model`: the id of a catalogue model, else a file's path. */
  readonly setting: string;
  readonly fillsInMiddle: boolean;
}

export interface CursorParams {
  readonly uri: string;
  /** As in LSP, in the encoding agreed on. */
  readonly position: { readonly line: number; readonly character: number };
}

/** What one inline completion request cost. Without work of the model all its figures are 0. */
export interface Timing {
  readonly uri: string;
  /** Of the document that was asked about. */
  readonly version: number;
  /** Answered without asking the model. */
  readonly reused: boolean;
  readonly cancelled: boolean;
  /** Whether the answer offered anything. */
  readonly shown: boolean;
  /** From the engine's start on the request to the first character of the answer, in ms. */
  readonly ttftMs: number;
  /** From the request to the end of the answer's first line that is not blank, in ms. */
  readonly firstLineMs: number;
  /** What the engine took, in ms. */
  readonly totalMs: number;
  /** Tokens of prompt and typed text that were not in place. */
  readonly promptTokensEvaluated: number;
  readonly tokensDecoded: number;
  /** Cancelled: from then until the engine had stopped working on it, in ms. */
  readonly idleAfterMs?: number;
}

export interface DocumentParams {
  readonly uri: string;
  readonly languageId: string;
}

/** `workspace/executeCommand` names that the server lists as its own. */
export const COMMANDS = {
  /** Runs when a suggestion was accepted. Arguments: [its number]. Result: null. */
  accept: 'localForge.accept',
  /** Forgets earlier crashes and failures and loads the model again on the next request. Result: null. */
  restart: 'localForge.restartEngine',
  /**
   * Fetches a model and loads it if it is the one in use. Arguments: [id?, source?]; without an id the one in use.
   * Result: null when it is there, when another pull runs, and when it was stopped; how it went is in the status.
   */
  pull: 'localForge.pull',
  /** Stops the pull that runs; what was received stays for the next one. Result: null. */
  stopPull: 'localForge.stopPull',
  /** Explains a problem or a piece of code. Arguments: [{@link ExplainParams}]. Result: the text, which is shown as a message, too. */
  explain: 'localForge.explainHere',
  /** Deletes every downloaded model and what was measured with it. Result: the bytes that were freed. */
  removeModels: 'localForge.deleteModels',
} as const;
