import { LocateFixed, Minus, Plus } from 'lucide-react';
import { useWords } from '../i18n/language';
import type { DeskMap } from './desk-map';
import { mapWords } from './words';

/** Larger, smaller, and back to the desk's own area. */
export function ZoomButtons({ map }: { readonly map: DeskMap }) {
  const words = useWords(mapWords);
  return (
    <div className="map-zoom">
      <button type="button" aria-label={words.zoomIn} title={words.zoomIn} onClick={() => map.zoomBy(1)}>
        <Plus aria-hidden="true" size={16} />
      </button>
      <button type="button" aria-label={words.zoomOut} title={words.zoomOut} onClick={() => map.zoomBy(-1)}>
        <Minus aria-hidden="true" size={16} />
      </button>
      <button type="button" aria-label={words.home} title={words.home} onClick={() => map.fit()}>
        <LocateFixed aria-hidden="true" size={16} />
      </button>
    </div>
  );
}
