import './button.css';

/** The name of a key. `bare` inside a button, where the verb already says it. */
export function Kbd({ children, bare = false }: { readonly children: string; readonly bare?: boolean }) {
  return <kbd className={bare ? 'kbd kbd-bare' : 'kbd'}>{children}</kbd>;
}
