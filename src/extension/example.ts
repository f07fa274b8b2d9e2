import { commands, Selection, window, workspace } from 'vscode';

/** `‸` is where the cursor goes. */
const EXAMPLE = `interface Product {
  readonly name: string;
  readonly price: number;
}

interface OrderLine {
  readonly product: Product;
  readonly quantity: number;
}

/** The price of everything in an order. */
export function totalPrice(lines: readonly OrderLine[]): number {
  let total = 0;
  for (const line of lines) {
    total += ‸
  }
  return total;
}

/** The dearest product of an order, or undefined for an empty one. */
export function dearest(lines: readonly OrderLine[]): Product | undefined {

}
`;

/** Opens an unsaved document to try a completion in, and asks for the first one. */
export async function openExample(): Promise<void> {
  const cursor = EXAMPLE.indexOf('‸');
  const document = await workspace.openTextDocument({ language: 'typescript', content: EXAMPLE.replace('‸', '') });
  const editor = await window.showTextDocument(document);
  const position = document.positionAt(cursor);
  editor.selection = new Selection(position, position);
  await commands.executeCommand('editor.action.inlineSuggest.trigger');
}
