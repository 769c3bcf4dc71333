/** Calls `beat` about once a minute until stopped; a beat that is still running is not started again. */
export interface Heartbeat {
  start(beat: () => Promise<void>): void;
  stop(): Promise<void>;
}
