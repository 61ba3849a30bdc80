import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useLive, useSelected, useWorkstation } from '../../desk/desk';
import { useWords } from '../../i18n/language';
import type { CriticalAlert } from '../../live/live';
import { Button } from '../../ui/Button';
import { VolumeX } from '../../ui/icons';
import { alarmSound } from '../../ui/sound';
import './alerts.css';
import { alertWords } from './words';

/** While unacknowledged critical outages remain, the sound comes back this often. */
const REPEAT_MS = 30_000;
/** Opening the sound device holds the page up: the queue and the map come first. An alarm before then opens it itself. */
const PREPARE_AFTER_MS = 3_000;

export interface AlertsProps {
  /** The person clicked a desktop notification. */
  onOpen(outageId: string): void;
}

/**
 * Makes a new critical outage heard, seen outside the window, and spoken to screen readers; repeats the sound until all
 * are acknowledged. Mounted once over all screens: the alarm does not depend on where one is.
 */
export function Alerts({ onOpen }: AlertsProps) {
  const live = useLive();
  const words = useWords(alertWords);
  const { bridge, preferences } = useWorkstation();
  const [spoken, setSpoken] = useState('');
  const sound = preferences.sound;

  // Held in a ref: a change of language or of the sound switch must not lose an alert between two subscriptions.
  const announce = useRef((_: CriticalAlert) => {});
  announce.current = ({ outageId, pmRef, commune, downCount, others }) => {
    if (sound) void alarmSound.play();
    setSpoken(words.announce(pmRef, commune, downCount));
    const title = words.title(downCount, commune).slice(0, 200);
    void bridge.request('alert.show', { title, body: words.body(pmRef, others).slice(0, 500), outageId });
  };
  useEffect(() => live.onCritical((alert) => announce.current(alert)), [live]);
  useEffect(() => bridge.listen('alert.opened', ({ outageId }) => onOpen(outageId)), [bridge, onOpen]);

  const unacknowledged = useSelected(live.status, (status) => status.unacknowledged);
  useEffect(() => void bridge.request('badge.set', { count: unacknowledged }), [bridge, unacknowledged]);

  const alarming = useSelected(live.status, (status) => status.unacknowledgedCritical > 0);
  useEffect(() => {
    if (!alarming || !sound) return;
    const timer = setInterval(() => void alarmSound.play(), REPEAT_MS);
    return () => clearInterval(timer);
  }, [alarming, sound]);

  return (
    <>
      <p className="unseen" role="status" aria-live="assertive">
        {spoken}
      </p>
      {sound ? <BlockedHint /> : null}
    </>
  );
}

/** Browsers keep a page silent until it is clicked: said, not suffered (desk.md). Any click or key lifts it. */
function BlockedHint() {
  const words = useWords(alertWords);
  const blocked = useSyncExternalStore(alarmSound.subscribe, alarmSound.blocked);
  useEffect(() => {
    const timer = setTimeout(() => void alarmSound.prepare().catch(() => undefined), PREPARE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (!blocked) return;
    const unblock = () => void alarmSound.unblock();
    window.addEventListener('pointerdown', unblock);
    window.addEventListener('keydown', unblock);
    return () => {
      window.removeEventListener('pointerdown', unblock);
      window.removeEventListener('keydown', unblock);
    };
  }, [blocked]);
  if (!blocked) return null;
  return (
    <div className="blocked-hint" role="status">
      <VolumeX size={16} aria-hidden />
      <span>{words.blocked}</span>
      <Button size="small" onPress={() => void alarmSound.unblock()}>
        {words.enable}
      </Button>
    </div>
  );
}
