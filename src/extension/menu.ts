import { commands, l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { Action, Entry, Presentation } from './presentation.ts';

interface MenuItem extends QuickPickItem {
  readonly action?: Action;
}

/** What there is to see and to do, behind the flame in the status bar; what matters now comes first. */
export async function showMenu(shown: Presentation, more: readonly Action[], notes: readonly string[]): Promise<void> {
  const document = entryItems(l10n.t('This document'), shown.document);
  const model = entryItems(l10n.t('Model'), shown.model);
  const items: MenuItem[] = [
    ...(shown.bar === shown.model ? [...model, ...document] : [...document, ...model]),
    ...notes.map((note) => ({ label: `$(info) ${note}` })),
    { label: '', kind: QuickPickItemKind.Separator },
    ...more.map((action) => ({ label: action.title, action })),
  ];
  const picked = await window.showQuickPick(items, { title: 'Local Forge', matchOnDetail: true });
  if (picked?.action) await commands.executeCommand(picked.action.command, ...(picked.action.arguments ?? []));
}

function entryItems(heading: string, { icon, text, detail, action }: Entry): MenuItem[] {
  return [
    { label: heading, kind: QuickPickItemKind.Separator },
    { label: `$(${icon}) ${text}`, detail, ...(action && { description: `→ ${action.title}`, action }) },
  ];
}
