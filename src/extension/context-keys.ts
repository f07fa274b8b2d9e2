import { commands } from 'vscode';

/** Keys for `when` clauses in package.json; VS Code hears only of those that change. */
export class ContextKeys {
  private readonly values = new Map<string, boolean>();

  public set(name: string, value: boolean): void {
    if (this.values.get(name) === value) return;
    this.values.set(name, value);
    void commands.executeCommand('setContext', `localForge.${name}`, value);
  }
}
