import { schedule } from 'node-cron';
import type { Heartbeat } from '../ports/heartbeat.ts';
import type { Log } from '../ports/log.ts';

/** A beat at once and then on every full minute; a beat that throws is logged, and the next one comes all the same. */
export function cronHeartbeat(log: Log): Heartbeat {
  let running: Promise<void> | undefined;
  let stopTask: (() => void | Promise<void>) | undefined;

  return {
    start(beat) {
      if (stopTask !== undefined) throw new Error('the heartbeat was started twice');
      const once = () => {
        running ??= beatOnce(beat, log).finally(() => {
          running = undefined;
        });
      };
      // A minute missed while the process was suspended needs no warning: the next tick finds what is due.
      const task = schedule('* * * * *', once, { name: 'heartbeat', suppressMissedWarning: true });
      stopTask = () => task.destroy();
      once();
    },

    async stop() {
      await stopTask?.();
      await running;
    },
  };
}

async function beatOnce(beat: () => Promise<void>, log: Log): Promise<void> {
  try {
    await beat();
  } catch (cause) {
    log.error('heartbeat.failed', {}, cause);
  }
}
