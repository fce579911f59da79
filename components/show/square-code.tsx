import QRCode from "qrcode";

/** An address as a square code, drawn here and not by the library, whose picture carries colours of its own. Always dark on light, with the quiet edge that readers need. */
export function SquareCode({ address, label, className = "qr" }: { address: string; label: string; className?: string }) {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: "M" });
  const dark = Array.from({ length: modules.size * modules.size }, (_, n) => n).filter((n) => modules.data[n]);
  const path = dark.map((n) => `M${n % modules.size} ${Math.floor(n / modules.size)}h1v1h-1z`).join("");
  return (
    <svg className={className} viewBox={`-4 -4 ${modules.size + 8} ${modules.size + 8}`} role="img" aria-label={label}>
      <rect x="-4" y="-4" width={modules.size + 8} height={modules.size + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
