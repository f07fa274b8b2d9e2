import type { LlamaModel, Token } from 'node-llama-cpp';

/** Text of tokens and tokens of text, for one model. */
export class Vocabulary {
  private readonly texts = new Map<number, string>();
  private readonly model: LlamaModel;
  private readonly before: Token[];

  public constructor(model: LlamaModel) {
    this.model = model;
    // SentencePiece vocabularies drop the leading space of a text's first token: let no token be the first.
    this.before = model.tokenize('a', false).slice(-1);
  }

  /** Tokens of code. Markers such as `<|fim_middle|>` inside it stay text. */
  public tokenize(text: string): Token[] {
    return this.model.tokenize(text, false, 'trimLeadingSpace');
  }

  /** Text of one token; contains U+FFFD where the token is a part of a character. */
  public textOf = (token: number): string => {
    let text = this.texts.get(token);
    if (text === undefined) {
      text = this.textOfAll([token]);
      this.texts.set(token, text);
    }
    return text;
  };

  public textOfAll(tokens: readonly number[]): string {
    return this.model.detokenize(tokens as Token[], false, this.before);
  }
}
