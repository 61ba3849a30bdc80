import './marks.css';

/** The product's mark: a lookout's horizon and its beam. */
export function ProductMark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg className="product-mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="9" />
      <path d="M12 3v9M12 12l-6.2 6.5M12 12l6.2 6.5" />
      <circle className="product-mark-eye" cx="12" cy="12" r="2.4" />
    </svg>
  );
}
