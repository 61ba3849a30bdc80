import { palettes, type Theme } from './tokens';

/**
 * Puts a theme on the page. Through the CSSOM, because the content security policy allows no `<style>` element
 * (safety 23), and from tokens.ts, so that CSS and map can't drift apart.
 */
export function applyTheme(theme: Theme): void {
  const root = document.documentElement;
  for (const [token, hex] of Object.entries(palettes[theme])) root.style.setProperty(`--${token}`, hex);
  root.dataset.theme = theme;
  root.style.colorScheme = theme;
}
