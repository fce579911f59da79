/** A lit street lamp, for the one moment when nothing is left to do. */
export function LampDrawing() {
  return (
    <svg viewBox="0 0 96 112" aria-hidden="true">
      <path d="M58 24 84 100H34l12-76z" fill="var(--color-lamp-wash)" stroke="none" />
      <path d="M22 106V28c0-10 6-16 15-16h9M10 106h76M16 96h12v10H16z" />
      <path d="M42 9h24v9H42z" fill="var(--color-ink)" />
      <path d="M44 18h20l-4 5H48z" fill="var(--color-lamp)" />
    </svg>
  );
}
