import * as vscode from "vscode";
import { LanguageClient, LanguageClientOptions, Location, ServerOptions } from "vscode-languageclient/node";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("demarc.restart", restart),
    vscode.workspace.onDidChangeConfiguration((e) => (e.affectsConfiguration("demarc") ? restart() : undefined)),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

async function start(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("demarc");
  const server: ServerOptions = {
    command: settings.get("path", "demarc"),
    args: ["lsp", ...settings.get<string[]>("arguments", [])],
  };
  const options: LanguageClientOptions = {
    documentSelector: [{ pattern: "**/*.{tf,tofu,tfvars}" }, { pattern: "**/*.{tf,tofu,tfvars}.json" }],
    middleware: { executeCommand: showAll },
  };
  client = new LanguageClient("demarc", "demarc", server, options);
  try {
    await client.start();
  } catch (error) {
    void vscode.window.showErrorMessage(`demarc could not be started (${server.command}): ${error}`);
  }
}

// showAll lists what the server's answer names, as the editor lists references.
async function showAll(command: string, args: unknown[], next: (command: string, args: unknown[]) => unknown): Promise<unknown> {
  const found = (await next(command, args)) as Location[] | undefined;
  const editor = vscode.window.activeTextEditor;
  if (command === "demarc.showAll" && found && editor && client) {
    const places = found.map((l) => client!.protocol2CodeConverter.asLocation(l));
    await vscode.commands.executeCommand("editor.action.showReferences", editor.document.uri, editor.selection.active, places);
  }
  return found;
}
