import {
  EventEmitter,
  l10n,
  Range,
  TabInputText,
  TextEditorRevealType,
  ThemeColor,
  ThemeIcon,
  Uri,
  window,
  workspace,
  type Disposable,
  type QuickPickItem,
  type TextDocumentContentProvider,
  type TextEditor,
} from 'vscode';
import type { ProvenTests } from '../../protocol/messages.ts';
import { additionOf, bodyOf, placeOf } from './case-text.ts';

/** Scheme of the document that shows the test file with the cases that are ticked. */
export const TESTS_SCHEME = 'local-forge-tests';

interface CaseItem extends QuickPickItem {
  readonly index: number;
  readonly code: string;
}

/** Gives the test file's text with some of the cases; undefined where it cannot be made. */
type TextOf = (cases: readonly number[]) => Promise<string | undefined>;

/** Lets the user choose among tests: a list with what each adds, and behind it the test file as it would be. */
export class TestChoice implements Disposable, TextDocumentContentProvider {
  private readonly changed = new EventEmitter<Uri>();
  public readonly onDidChange = this.changed.event;
  private readonly texts = new Map<string, string>();
  private readonly active = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.selectionHighlightBackground'),
  });
  private readonly registered = workspace.registerTextDocumentContentProvider(TESTS_SCHEME, this);
  private shown = 0;

  public dispose(): void {
    for (const one of [this.registered, this.active, this.changed]) one.dispose();
  }

  public provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** The indices of the cases that the user wants; undefined where the list was put away. */
  public async choose(tests: ProvenTests, textOf: TextOf): Promise<readonly number[] | undefined> {
    const name = Uri.parse(tests.uri).path.split('/').at(-1) ?? '';
    const path = `/${l10n.t('Preview of {0}', name)}`;
    const uri = Uri.from({ scheme: TESTS_SCHEME, path, query: `${++this.shown}` });
    const all = tests.cases.map((_, index) => index);
    this.texts.set(uri.toString(), (await textOf(all)) ?? '');
    try {
      const editor = await window.showTextDocument(uri, { preview: false, preserveFocus: true });
      return await this.ask(tests, uri, editor, textOf);
    } finally {
      await closeTabs(uri);
      this.texts.delete(uri.toString());
    }
  }

  private ask(
    tests: ProvenTests,
    uri: Uri,
    editor: TextEditor,
    textOf: TextOf,
  ): Promise<readonly number[] | undefined> {
    const items = itemsOf(tests);
    const list = window.createQuickPick<CaseItem>();
    list.canSelectMany = true;
    list.ignoreFocusOut = true;
    list.matchOnDescription = true;
    list.matchOnDetail = true;
    list.title = titleOf(tests);
    list.placeholder = tests.passed.slice(0, 2).join(', ');
    list.buttons = [{ iconPath: iconOf(tests), tooltip: findingsOf(tests) }];
    list.items = items;
    list.selectedItems = items;
    list.activeItems = items.slice(0, 1);

    const highlight = (item: CaseItem | undefined): void => {
      const place = item && placeOf(item.code, editor.document.getText());
      const range = place && new Range(place.start, 0, place.end, 0);
      editor.setDecorations(this.active, range ? [range] : []);
      if (range) editor.revealRange(range, TextEditorRevealType.InCenter);
    };
    let asked = 0;
    const show = async (): Promise<void> => {
      const number = ++asked;
      const text = await textOf(list.selectedItems.map(({ index }) => index)).catch(() => undefined);
      if (number !== asked || text === undefined) return; // a later choice is on its way
      this.texts.set(uri.toString(), text);
      this.changed.fire(uri);
    };
    return new Promise((resolve) => {
      const listening = [
        list.onDidChangeSelection(() => void show()),
        list.onDidChangeActive(([item]) => highlight(item)),
        workspace.onDidChangeTextDocument(({ document }) => {
          if (document === editor.document) highlight(list.activeItems[0]);
        }),
        list.onDidTriggerButton(() => void window.showInformationMessage(findingsOf(tests))),
        list.onDidAccept(() => {
          resolve(list.selectedItems.map(({ index }) => index).sort((a, b) => a - b));
          list.hide();
        }),
        list.onDidHide(() => {
          resolve(undefined);
          for (const one of listening) one.dispose();
          list.dispose();
        }),
      ];
      list.show();
    });
  }
}

function itemsOf({ cases, mutants: [, mutants] }: ProvenTests): CaseItem[] {
  return cases.map((one, index) => ({
    index,
    code: one.code,
    label: one.title,
    description: additionOf(one, mutants, (message, ...values) => l10n.t(message, ...values)),
    detail: bodyOf(one.code),
  }));
}

function titleOf({ title, branches: [taken, branches], mutants: [killed, mutants], before }: ProvenTests): string {
  return before === undefined
    ? l10n.t('Tests of {0}: {1} of {2} branches, {3} of {4} mutants killed', title, taken, branches, killed, mutants)
    : l10n.t(
        'Tests of {0}: {1} → {2} of {3} branches, {4} → {5} of {6} mutants killed',
        title,
        before.branches,
        taken,
        branches,
        before.mutants,
        killed,
        mutants,
      );
}

/** All of it would not fit into the list. */
function findingsOf({ passed, unchecked }: ProvenTests): string {
  const not = unchecked.map((sentence) => l10n.t('Not checked: {0}', sentence));
  return [...(passed.length === 0 ? [] : [l10n.t('Checked: {0}.', passed.join(', '))]), ...not].join(' ');
}

function iconOf({ unchecked }: ProvenTests): ThemeIcon {
  return new ThemeIcon(unchecked.length > 0 ? 'warning' : 'info');
}

async function closeTabs(uri: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  await window.tabGroups.close(
    tabs.filter(({ input }) => input instanceof TabInputText && input.uri.toString() === uri.toString()),
  );
}
