import type { Config } from '../config.ts';
import type { Json } from '../core/json.ts';
import { type ControlRequest, callControl } from '../drivers/control-socket.ts';
import { jsonLog } from '../drivers/json-log.ts';
import { openMainBot } from '../main.ts';
import { carryOut } from './carry-out.ts';
import { CommandError, exits } from './exits.ts';

/** Has the running server do it, so that it goes on knowing what is in its store; without one opens the store itself. */
export async function askOrDo(config: Config, request: ControlRequest): Promise<Json> {
  const reply = await callControl(config.storage.folder, request);
  if (reply?.ok) return reply.answer;
  if (reply) throw new CommandError(exits.badData, reply.error);
  const bot = await openMainBot(config, jsonLog(config.logLevel));
  try {
    return await carryOut(bot, request);
  } finally {
    await bot.close();
  }
}
