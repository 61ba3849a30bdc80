import './strict';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from '../../app/App';
import '../../theme/base.css';

const root = document.getElementById('root');
if (root === null) throw new Error('no #root in index.html');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
