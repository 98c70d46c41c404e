import { Module } from 'node:module';
import { coreApi } from './core-api.ts';

const coreModule = '@azure/functions-core';
let installed = false;

/**
 * Answers `require('@azure/functions-core')` in the whole process, as the Node worker does. It serves ES module apps as well, since
 * `@azure/functions` itself is CommonJS. Installed once and left in place: the library keeps what it got.
 */
export function installModuleHook(): void {
  if (installed) return;
  installed = true;
  const original = Module.prototype.require;
  Module.prototype.require = new Proxy(original, {
    apply(target, self: unknown, args: unknown[]): unknown {
      return args[0] === coreModule ? coreApi : Reflect.apply(target, self, args);
    },
  });
}
