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
  const original: unknown = Reflect.get(Module.prototype, 'require');
  if (typeof original !== 'function') return;
  Object.defineProperty(Module.prototype, 'require', {
    configurable: true,
    writable: true,
    value: function require(this: unknown, ...args: unknown[]): unknown {
      return args[0] === coreModule ? coreApi : Reflect.apply(original, this, args);
    },
  });
}
