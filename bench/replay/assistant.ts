/** What an editor needs of whoever completes: ours over LSP, or a peer's policy on our engine. */

/** A document as it is at one key. */
export interface View {
  readonly name: string;
  readonly languageId: string;
  readonly before: string;
  readonly after: string;
}

/** What one request cost. */
export interface Work {
  /** Answered, or given up, without the model being asked, or from states that the model had in place already. */
  readonly withoutPass: boolean;
  readonly cancelled: boolean;
  /** From the engine's start on the request to the first character, in ms. */
  readonly ttftMs: number;
  /** From when the engine could be asked to the first line that is not blank, in ms; debounce and queue are not in it. */
  readonly firstLineMs: number;
  readonly promptTokens: number;
  readonly decoded: number;
  /** From a cancel to an idle engine, in ms; undefined where nothing was cancelled. */
  readonly idleMs?: number | undefined;
}

export const NO_WORK: Work = {
  withoutPass: true,
  cancelled: false,
  ttftMs: 0,
  firstLineMs: 0,
  promptTokens: 0,
  decoded: 0,
};

/** `text` is what would be shown, empty for nothing. */
export interface Answer {
  readonly text: string;
  readonly work: Work;
}

export interface Assistant {
  readonly name: string;
  /** Shows a file in the editor, or another state of one that is shown already. */
  open(view: View): void;
  /** The cursor rests there and nobody asks: what our editor tells our server. Peers' editors tell theirs nothing. */
  rest?(view: View): void;
  /** The document has changed and nobody asks. */
  change(view: View): void;
  /** The signal aborts when the next key comes. Answers in any case, with what was done. */
  ask(view: View, signal: AbortSignal): Promise<Answer>;
  /** CPU time spent so far in seconds, where the system tells. */
  cpuSeconds(): number | undefined;
}

/** A wait below this is the answer being fetched, no evaluation; one token takes 20 ms and more on a CPU. */
export const NO_PASS_MS = 5;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
