import './strict';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../../app/App';
import { loadBaseMap } from '../../map/base-map';
import '../../theme/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('no #root in index.html');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
// While the person signs in; whoever shows a map reads it anew if this failed.
void loadBaseMap().catch(() => undefined);
