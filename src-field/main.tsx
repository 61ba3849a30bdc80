import './ui/tokens.css';
import './ui/page.css';
import './ui/job.css';
import { render } from 'preact';
import { Acts } from './desk/acts';
import { Store } from './desk/store';
import { Page } from './screens/page';
import { isFrench, words } from './ui/words';
import { recall } from './wire/kept';

document.documentElement.lang = isFrench ? 'fr' : 'en';
document.title = words.app;

const session = recall('session');
const job = recall('job');
const seen = recall('seen');
const own = session !== null && job?.login !== session.login ? null : job;
const store = new Store({
  session,
  sessionEnded: false,
  setting: recall('setting'),
  chosen: null,
  job: own,
  seen: own !== null && seen?.job.infraRef === own.infraRef ? seen : null,
  link: 'connecting',
  silence: null,
  busy: null,
  trouble: null,
  notices: [],
  ahead: 0,
  now: Date.now(),
});
const acts = new Acts(store);
acts.begin();
setInterval(() => store.set({ now: Date.now() + store.desk.ahead }), 1_000);

const place = document.getElementById('page');
if (place !== null) render(<Page store={store} acts={acts} />, place);

// Where there is none (no TLS), the page works without being kept.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  navigator.serviceWorker.register('./sw.js').catch(() => {});
}
