/** The language server as a program of its own: LSP over stdin and stdout. */
import { listenOnStdio } from './stdio.ts';

listenOnStdio();
