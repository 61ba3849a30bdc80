import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import './overlay.css';

/** Tooltips stand inside a landmark where the frame offers one: text outside of any is lost to screen readers (axe). */
function place(): Element {
  return document.getElementById('tooltips') ?? document.body;
}

/** Explains a control on hover or focus; never the only place where something is said. */
export function Tooltip({ text, children }: { readonly text: string; readonly children: ReactElement }) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      {children}
      <AriaTooltip offset={6} className="tooltip" UNSTABLE_portalContainer={place()}>
        {text}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
