import {
  CancellationTokenSource,
  CommentMode,
  comments,
  CommentThreadCollapsibleState,
  CommentThreadState,
  l10n,
  MarkdownString,
  type CancellationToken,
  type CommentController,
  type CommentThread,
  type Disposable,
  type Range,
  type Uri,
} from 'vscode';

/** Explanations beneath the code they are about, as long as the user wants them there. */
export class Explanations implements Disposable {
  private controller: CommentController | undefined;
  private readonly threads = new Map<CommentThread, CancellationTokenSource>();

  /** Opens an empty one; `write` replaces what it says. One at a time: an older one is removed. `closed` tells that nobody wants it any more. */
  public open(
    uri: Uri,
    range: Range,
  ): { write(text: string): void; close(): void; readonly closed: CancellationToken } {
    this.closeAll();
    this.controller ??= comments.createCommentController('localForge', 'Local Forge');
    const thread = this.controller.createCommentThread(uri, range, []);
    thread.canReply = false;
    thread.label = l10n.t('Explanation');
    // An open question would bring the Comments panel to the front.
    thread.state = CommentThreadState.Resolved;
    thread.collapsibleState = CommentThreadCollapsibleState.Expanded;
    const closed = new CancellationTokenSource();
    this.threads.set(thread, closed);
    const write = (text: string) => {
      // What a model says is text: no links that run commands, no HTML.
      const body = new MarkdownString(text);
      body.isTrusted = false;
      thread.comments = [{ author: { name: 'Local Forge' }, body, mode: CommentMode.Preview }];
    };
    write('…');
    return { write, close: () => this.close(thread), closed: closed.token };
  }

  /** For tests: what is shown now. */
  public get shown(): string[] {
    return [...this.threads.keys()].flatMap(({ comments: said }) =>
      said.map(({ body }) => (typeof body === 'string' ? body : body.value)),
    );
  }

  public close(thread: CommentThread): void {
    const closed = this.threads.get(thread);
    this.threads.delete(thread);
    thread.dispose();
    closed?.cancel();
  }

  public closeAll(): void {
    for (const thread of this.threads.keys()) this.close(thread);
  }

  public dispose(): void {
    this.closeAll();
    this.controller?.dispose();
  }
}
