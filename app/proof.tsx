import QRCode from "qrcode";
import { Section } from "@/components/page/section";
import { origin } from "@/lib/core/mode";

/** Where anybody finds the proof of a decision: as a link, and as a square code for what is printed. */
export async function Proof({ entryId }: { entryId: string }) {
  const address = `${origin()}/ledger/entries/${entryId}`;
  const { modules } = QRCode.create(address, { errorCorrectionLevel: "M" });
  // Drawn here and not by the library, whose picture carries colours of its own.
  const dark = Array.from({ length: modules.size * modules.size }, (_, n) => n).filter((n) => modules.data[n]);
  const path = dark.map((n) => `M${n % modules.size} ${Math.floor(n / modules.size)}h1v1h-1z`).join("");
  return (
    <Section title="Proof" id="proof">
      <div className="proof">
        <svg className="qr" viewBox={`-4 -4 ${modules.size + 8} ${modules.size + 8}`} role="img" aria-label="Square code that leads to the proof of this permit">
          <rect x="-4" y="-4" width={modules.size + 8} height={modules.size + 8} fill="#fff" />
          <path d={path} fill="#000" />
        </svg>
        <div>
          <p>
            Whoever scans this, or opens <a href={address}>its entry in the ledger</a>, sees what the city decided, and can check it without believing anybody.
          </p>
          <p className="note">
            <a href={`/ledger/receipts/${entryId}`} download>Keep the receipt as a file</a>
          </p>
        </div>
      </div>
    </Section>
  );
}
