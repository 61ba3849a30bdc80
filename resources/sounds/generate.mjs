// Writes critical.wav beside this file: two short soft tones, made here from sines, so no one else's sound is used.
// Run: node resources/sounds/generate.mjs
import { writeFileSync } from 'node:fs';

const RATE = 22_050;
const tones = [
  { hertz: 659.26, startSeconds: 0, seconds: 0.34 },
  { hertz: 880, startSeconds: 0.2, seconds: 0.62 },
];
const length = Math.ceil(RATE * 0.84);
const samples = new Float64Array(length);

for (const { hertz, startSeconds, seconds } of tones) {
  const first = Math.round(startSeconds * RATE);
  for (let i = 0; i < seconds * RATE && first + i < length; i += 1) {
    const t = i / RATE;
    const attack = Math.min(1, t / 0.012);
    const release = Math.min(1, (seconds - t) / 0.06);
    const decay = Math.exp(-4.2 * t);
    const turn = 2 * Math.PI * hertz * t;
    // A little of the octave and the twelfth gives it a bell's edge: it carries in a room without being harsh.
    const wave = Math.sin(turn) + 0.28 * Math.sin(2 * turn) + 0.1 * Math.sin(3 * turn);
    samples[first + i] += 0.42 * attack * release * decay * wave;
  }
}

const wav = Buffer.alloc(44 + 2 * length);
wav.write('RIFF', 0);
wav.writeUInt32LE(36 + 2 * length, 4);
wav.write('WAVEfmt ', 8);
wav.writeUInt32LE(16, 16);
wav.writeUInt16LE(1, 20);
wav.writeUInt16LE(1, 22);
wav.writeUInt32LE(RATE, 24);
wav.writeUInt32LE(2 * RATE, 28);
wav.writeUInt16LE(2, 32);
wav.writeUInt16LE(16, 34);
wav.write('data', 36);
wav.writeUInt32LE(2 * length, 40);
samples.forEach((sample, i) => {
  wav.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), 44 + 2 * i);
});
writeFileSync(new URL('critical.wav', import.meta.url), wav);
