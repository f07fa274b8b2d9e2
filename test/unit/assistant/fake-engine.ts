import type {
  Branch,
  Engine,
  EngineFacts,
  EngineState,
  GenerateRequest,
  GenerateResult,
  Piece,
  ScoreRequest,
} from '../../../src/engine/types.ts';
import type { ModelFile } from '../../../src/models/types.ts';

export const FIM = { prefix: 1, suffix: 2, middle: 3 };
const SPECIAL: Readonly<Record<number, string>> = { 1: '<PRE>', 2: '<SUF>', 3: '<MID>' };

export const FACTS: EngineFacts = {
  modelName: 'Fake',
  modelSha256: undefined,
  fillsInMiddle: true,
  backend: 'cpu',
  devices: [],
  gpuLayers: 0,
  totalLayers: 24,
  threads: 2,
  contextTokens: 2048,
  prefillRate: 190,
  decodeRate: 30,
  loadMs: 1000,
};

export function fakeModel(fim: ModelFile['fim']): ModelFile {
  return { name: 'Fake', path: '/none.gguf', sha256: undefined, bytes: 1, fim, stopTokens: [0], contextLength: 2048 };
}

/** An answer to give: its pieces with one probability for all, and how it ends. */
export interface Script {
  readonly text: string;
  readonly probability?: number;
  readonly end?: GenerateResult['end'];
  /** Given to those who ask for them. */
  readonly branches?: readonly Branch[];
}

/** Tokens are words, digits, runs of spaces and single characters; each text has its id and can be read back. */
export class FakeEngine implements Engine {
  public readonly state: EngineState = { kind: 'ready', facts: FACTS };
  public readonly model: ModelFile;
  /** Names of the methods called, in order. */
  public readonly calls: string[] = [];
  public readonly requests: GenerateRequest[] = [];
  /** Logarithm of a token's probability that {@link score} tells; 0 where a test says nothing. */
  public scoreOf: (token: number) => number = () => 0;
  /** Given one after the other; the last one again and again. */
  public scripts: Script[] = [{ text: '' }];
  /** What each generation says that it took, in ms. */
  public costMs = 2;
  /** Awaited before each piece. */
  public beforePiece: (index: number) => Promise<void> | void = () => undefined;
  private readonly ids = new Map<string, number>();
  private readonly texts = new Map<number, string>();

  public constructor({ fillsInMiddle }: { fillsInMiddle: boolean } = { fillsInMiddle: true }) {
    this.model = fakeModel(fillsInMiddle ? FIM : undefined);
  }

  public load(): Promise<EngineFacts> {
    this.calls.push('load');
    return Promise.resolve(FACTS);
  }

  public tokenize(texts: readonly string[]): Promise<Int32Array[]> {
    this.calls.push('tokenize');
    return Promise.resolve(texts.map((text) => Int32Array.from(this.tokensOf(text))));
  }

  public async generate(
    request: GenerateRequest,
    signal: AbortSignal,
    onPiece: (piece: Piece) => void,
  ): Promise<GenerateResult> {
    this.calls.push('generate');
    this.requests.push(request);
    const {
      text,
      probability = 0.9,
      end = 'stop-token',
      branches,
    } = (this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0]) ?? { text: '' };
    const timing = { ttftMs: 1, totalMs: this.costMs, promptTokensEvaluated: 3, tokensDecoded: 0 };
    const more = request.branches ? { branches: branches ?? [] } : {};
    let decoded = 0;
    for (const piece of pieces(text)) {
      await this.beforePiece(decoded);
      if (signal.aborted) return { end: 'cancelled', timing: { ...timing, tokensDecoded: decoded }, ...more };
      onPiece({ text: piece, probability });
      decoded++;
    }
    return { end, timing: { ...timing, tokensDecoded: decoded }, ...more };
  }

  public score({ continuations }: ScoreRequest): Promise<readonly number[][]> {
    this.calls.push('score');
    return Promise.resolve(continuations.map((tokens) => Array.from(tokens, this.scoreOf)));
  }

  /** The text of a prompt, special tokens as words. */
  public read(prompt: ArrayLike<number>): string {
    return Array.from(prompt, (id) => SPECIAL[id] ?? this.texts.get(id) ?? '?').join('');
  }

  public tokensOf(text: string): number[] {
    return pieces(text).map((piece) => {
      const id = this.ids.get(piece) ?? 10 + this.ids.size;
      this.ids.set(piece, id);
      this.texts.set(id, piece);
      return id;
    });
  }
}

function pieces(text: string): string[] {
  return text.match(/\p{L}[\p{L}\p{N}_]*| +|./gsu) ?? [];
}
