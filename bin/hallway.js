#!/usr/bin/env node
// Plain JavaScript that an old Node can read: it has to run before anything else may.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const NEEDED = [22, 18];
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const ownNode = pathOf('../node_modules/node/bin/node');

/** Whether version `a` (major and minor) comes after `b`. */
function isNewer(a, b) {
  return a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

function versionOf(text) {
  return text.split('.').slice(0, 2).map(Number);
}

/** The version of the `node` package that `npm ci` put beside us, if any. */
function ownVersion() {
  const manifest = pathOf('../node_modules/node/package.json');
  if (!existsSync(ownNode) || !existsSync(manifest)) return [0, 0];
  return versionOf(JSON.parse(readFileSync(manifest, 'utf8')).version);
}

/** Runs the same command under the project's own Node and ends as it does. */
function runUnderOwnNode() {
  const child = spawn(ownNode, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, HALLWAY_PARENT: String(process.pid) },
  });
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us; passing it on would make it two.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`Hallway could not start ${ownNode}: ${error.message}. Cure: npm ci`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 128 + constants.signals[signal]));
}

/** Under a parent of ours: stop when it is gone, even killed, or an orphan would hold the store's lock. */
function stopWithParent() {
  if (process.env.HALLWAY_PARENT !== String(process.ppid) || process.channel === undefined) return;
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}

function silenceTypeStripping() {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('Type Stripping')) emitWarning.call(process, warning, ...rest);
  };
}

const current = versionOf(process.versions.node);
const own = ownVersion();
if (isNewer(own, current)) {
  runUnderOwnNode();
} else if (isNewer(NEEDED, current)) {
  console.error(`Hallway needs Node ${NEEDED.join('.')} or newer, and this is ${process.versions.node}.`);
  console.error(`Cure: run "npm ci" in ${pathOf('..')}, which brings a newer one along, or install Node 24.`);
  process.exit(1);
} else {
  stopWithParent();
  silenceTypeStripping();
  // Sources are stripped of their types once and kept in the temporary folder: half the start of every command.
  module.enableCompileCache?.();
  if (existsSync('.env')) process.loadEnvFile('.env');
  await import('../src/cli/hallway.ts');
}
