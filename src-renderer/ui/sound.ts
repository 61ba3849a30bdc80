import criticalUrl from '../../resources/sounds/critical.wav?url&no-inline';

/**
 * The alarm's sound. Decoded from our own file rather than played by an <audio> element, so that the page knows
 * whether the browser lets it sound: until a first click it may not (`blocked`).
 */
export class AlarmSound {
  private context: AudioContext | null = null;
  private sound: AudioBuffer | null = null;
  private readonly listeners = new Set<() => void>();

  readonly blocked = (): boolean => this.context !== null && this.context.state === 'suspended';

  /** Told when `blocked` may have changed. Returns how to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Loads the sound and finds out whether it may be played. */
  async prepare(): Promise<void> {
    if (this.context === null) {
      this.context = new AudioContext();
      this.context.onstatechange = () => this.tell();
      this.tell();
    }
    if (this.sound !== null) return;
    const response = await fetch(criticalUrl);
    this.sound = await this.context.decodeAudioData(await response.arrayBuffer());
  }

  /** Asks the browser to let it sound; works inside a click or a key press. */
  async unblock(): Promise<void> {
    await this.context?.resume();
    this.tell();
  }

  /** Plays once, from the start; silent while blocked. */
  async play(): Promise<void> {
    await this.prepare();
    if (this.context === null || this.sound === null || this.context.state !== 'running') return;
    const source = this.context.createBufferSource();
    source.buffer = this.sound;
    source.connect(this.context.destination);
    source.start();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** One for the window. */
export const alarmSound = new AlarmSound();
