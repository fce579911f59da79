/** The number plate of an asset: "HQ 0412". `big` heads a page with two bolts, `small` stands in lists. With `to` it is a link. */
export function Plate({ code, size = "plain", to }: { code: string; size?: "big" | "small" | "plain"; to?: string }) {
  const className = size === "plain" ? "plate" : `plate plate--${size}`;
  return to ? (
    <a className={className} href={to}>
      {code}
    </a>
  ) : (
    <span className={className}>{code}</span>
  );
}
